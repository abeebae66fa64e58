"""Security: what an operation asks of its callers, decided once per operation."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mockdown.description import Description, Operation
from mockdown.mock.auth_file import AuthBook
from mockdown.mock.problems import FORBIDDEN, UNAUTHORIZED, Problem
from mockdown.mock.schemas import Json
from mockdown.mock.settings import Auth
from mockdown.mock.wire import parse_cookies, parse_query

_WRONG = re.compile(r"(?i)(?<![a-z0-9])(?:invalid|wrong|expired|revoked)(?![a-z0-9])")
"""Credentials that call themselves wrong are refused, so that a client can try its 401."""
_EXAMPLE_KEY, _EXAMPLE_TOKEN, _EXAMPLE_USER = "mock-key", "mock-token", "mock:mock"

Find = Callable[[Mapping[bytes, bytes], bytes], str | None]
"""Takes headers and query string and gives the credential that was sent, without its scheme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a request must carry to pass one security scheme."""

    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Scheme:
    """One security scheme: how its credential is found, and how a client is asked for it."""

    name: str
    find: Find
    challenge: str
    form: str
    """What a client has to send, in words."""
    secret: str
    """The credential that always passes."""
    example: Credentials
    is_open: bool = False
    """Nothing in an HTTP request can show it (mutual TLS)."""


class Guard:
    """Knows the security schemes of a description and judges credentials."""

    def __init__(self, description: Description, *, auth: Auth, book: AuthBook | None = None) -> None:
        self._description = description
        self._auth = auth
        self._book = book
        schemes = description.resolve(
            (description.document.get("components") or {}).get("securitySchemes") or {}
        )
        self._schemes = {
            name: _make_scheme(name, description.resolve(node), description.title, self._secret(name))
            for name, node in schemes.items()
        }

    def _secret(self, scheme: str) -> str | None:
        """The first credential that `auth.yaml` has for a scheme."""
        rows = self._book.credentials if self._book is not None else ()
        return next((known.value for known in rows if known.scheme in (None, scheme)), None)

    @property
    def credentials(self) -> dict[str, Credentials]:
        """Credentials that pass, per security scheme."""
        return {name: scheme.example for name, scheme in self._schemes.items() if not scheme.is_open}

    def gate(self, operation: Operation) -> Gate | None:
        """What checks the requests of an operation; None when it asks for nothing."""
        alternatives = [
            tuple(self._schemes[name] for name in requirement if name in self._schemes)
            for requirement in self._description.security(operation)
        ]
        if self._auth is Auth.OFF or not all(alternatives):
            return None
        if not alternatives or any(all(scheme.is_open for scheme in schemes) for schemes in alternatives):
            return None
        origin = self._description.origin(f"{operation.pointer}/security")
        roles = self._book.roles_for(operation) if self._book is not None else None
        return Gate(tuple(alternatives), self.judge, roles, str(origin) if origin else None)

    def judge(self, scheme: _Scheme, credential: str) -> frozenset[str] | None:
        """The roles of a credential; None when it does not pass."""
        if self._book is not None and self._book.credentials:
            known = self._book.find(scheme.name, credential)
            return known.roles if known is not None else None
        if self._auth is Auth.KNOWN:
            return frozenset() if credential == scheme.secret else None
        return frozenset() if credential and _WRONG.search(credential) is None else None


class Gate:
    """Checks the credentials of requests to one operation."""

    def __init__(
        self,
        alternatives: tuple[tuple[_Scheme, ...], ...],
        judge: Callable[[_Scheme, str], frozenset[str] | None],
        roles: frozenset[str] | None,
        docs: str | None,
    ) -> None:
        self._alternatives = alternatives
        self._judge = judge
        self._roles = roles
        self._docs = docs

    def check(self, headers: Mapping[bytes, bytes], query: bytes) -> None:
        """Raise a 401 problem when no credentials pass, a 403 one when they may not do this."""
        refused = False
        for schemes in self._alternatives:
            roles: frozenset[str] = frozenset()
            for scheme in schemes:
                if scheme.is_open:
                    continue
                credential = scheme.find(headers, query)
                if credential is None:
                    break
                granted = self._judge(scheme, credential)
                if granted is None:
                    refused = True
                    break
                roles |= granted
            else:
                if self._roles is not None and not self._roles & roles:
                    needed = ", ".join(sorted(self._roles)) or "nobody's"
                    raise Problem(FORBIDDEN, f"the operation is for the roles {needed}", docs=self._docs)
                return
        raise self._problem(refused=refused)

    def credential(self, headers: Mapping[bytes, bytes], query: bytes) -> str:
        """The first credential that was sent, whether it passes or not; empty for none."""
        for schemes in self._alternatives:
            for scheme in schemes:
                found = None if scheme.is_open else scheme.find(headers, query)
                if found is not None:
                    return found
        return ""

    def _problem(self, *, refused: bool) -> Problem:
        schemes = dict.fromkeys(scheme for schemes in self._alternatives for scheme in schemes)
        wanted = ", or ".join(
            " and ".join(scheme.form for scheme in schemes if scheme.form) for schemes in self._alternatives
        )
        detail = (
            "the credentials are not accepted"
            if refused
            else f"credentials are missing or of another scheme: send {wanted}"
        )
        headers = tuple(
            (b"www-authenticate", scheme.challenge.encode("latin-1", "replace")) for scheme in schemes
        )
        return Problem(UNAUTHORIZED, detail, headers=headers, docs=self._docs)


def _make_scheme(name: str, node: Mapping[str, Json], realm: str, secret: str | None) -> _Scheme:
    quoted = " ".join(realm.replace("\\", "").replace('"', "'").split())
    find: Find
    kind, word = node.get("type"), str(node.get("scheme") or "bearer").lower()
    if kind == "apiKey":
        return _key_scheme(name, node, quoted, secret or _EXAMPLE_KEY)
    if kind == "http" and word == "basic":
        secret = secret or _EXAMPLE_USER
        sent = f"Basic {base64.b64encode(secret.encode()).decode()}"
        find, challenge = _find_basic, f'Basic realm="{quoted}"'
        form = "`Authorization: Basic`, then `user:password` in base64"
    elif kind in ("http", "oauth2", "openIdConnect"):
        word = word if kind == "http" else "bearer"
        secret = secret or _EXAMPLE_TOKEN
        sent = f"{word.capitalize()} {secret}"
        find, challenge = _find_authorization(word), f'{word.capitalize()} realm="{quoted}"'
        form = f"`Authorization: {word.capitalize()} <token>`"
    else:
        return _Scheme(
            name=name,
            find=_find_nothing,
            challenge=name,
            form="",
            secret="",
            example=Credentials(),
            is_open=True,
        )
    example = Credentials(headers={"Authorization": sent})
    return _Scheme(name=name, find=find, challenge=challenge, form=form, secret=secret, example=example)


def _key_scheme(name: str, node: Mapping[str, Json], realm: str, secret: str) -> _Scheme:
    location, key = str(node.get("in")), str(node.get("name"))
    if location == "query":
        find, example = _find_query(key), Credentials(query={key: secret})
        form = f"the query parameter `{key}`"
    elif location == "cookie":
        find, example = _find_cookie(key), Credentials(cookies={key: secret})
        form = f"the cookie `{key}`"
    else:
        find, example = _find_header(key), Credentials(headers={key: secret})
        form = f"the header `{key}`"
    challenge = f'ApiKey realm="{realm}", in="{location}", name="{key}"'
    return _Scheme(name=name, find=find, challenge=challenge, form=form, secret=secret, example=example)


def _find_nothing(_headers: Mapping[bytes, bytes], _query: bytes) -> str | None:
    return None


def _find_header(key: str) -> Find:
    raw = key.lower().encode("latin-1", "replace")

    def find(headers: Mapping[bytes, bytes], _query: bytes) -> str | None:
        value = headers.get(raw)
        return value.decode("latin-1") if value else None

    return find


def _find_query(key: str) -> Find:
    def find(_headers: Mapping[bytes, bytes], query: bytes) -> str | None:
        try:
            values = parse_query(query).get(key)
        except UnicodeDecodeError:
            return None
        return values[0] if values and values[0] else None

    return find


def _find_cookie(key: str) -> Find:
    def find(headers: Mapping[bytes, bytes], _query: bytes) -> str | None:
        return parse_cookies(headers.get(b"cookie", b"")).get(key) or None

    return find


def _find_authorization(word: str) -> Find:
    def find(headers: Mapping[bytes, bytes], _query: bytes) -> str | None:
        scheme, _, value = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        value = value.strip()
        return value if scheme.lower() == word and value else None

    return find


def _find_basic(headers: Mapping[bytes, bytes], query: bytes) -> str | None:
    value = _find_authorization("basic")(headers, query)
    if value is None:
        return None
    try:
        decoded = base64.b64decode(value, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return None
    return decoded if ":" in decoded else None
