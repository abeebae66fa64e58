"""Who may call an operation: in words, as a badge, and as placeholders for samples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from mockdown.description import Operation
from mockdown.site.markup import inline
from mockdown.site.nodes import Node, follow
from mockdown.site.plan import Plan
from mockdown.site.views import AuthView


def auth_view(plan: Plan, operation: Operation) -> AuthView:
    """Say what a caller of an operation must send."""
    requirements = plan.description.security(operation)
    needed = [requirement for requirement in requirements if requirement]
    labels = plan.labels
    if not needed:
        return AuthView(
            badge=labels.auth_none_badge,
            kind="none",
            ways=(inline(labels.auth_none),),
            words=(labels.auth_none,),
        )
    words = tuple(dict.fromkeys(_words(plan, requirement) for requirement in needed))
    badges = dict.fromkeys(_badge(plan, name) for requirement in needed for name in requirement)
    kind = "required" if len(needed) == len(requirements) else "optional"
    return AuthView(badge=" / ".join(badges), kind=kind, ways=tuple(map(inline, words)), words=words)


def schemes(plan: Plan) -> Iterator[tuple[str, Markup, str]]:
    """The declared schemes: name, what to send, and description."""
    for name in Node("", plan.description.document).child("components", "securitySchemes").mapping:
        scheme = _scheme(plan, name)
        yield str(name), inline(_scheme_words(plan, name)), str(scheme.get("description") or "")


def placeholders(plan: Plan, operation: Operation) -> Iterator[tuple[str, str, str]]:
    """The location, name and sample value of each credential of the first way in."""
    for name in next(iter(plan.description.security(operation)), {}):
        scheme = _scheme(plan, name)
        match str(scheme.get("type")), str(scheme.get("scheme") or "").lower():
            case "apiKey", _:
                location = str(scheme.get("in"))
                if location in {"header", "query", "cookie"}:
                    yield location, str(scheme.get("name")), "API_KEY"
            case "http", "basic":
                yield "header", "Authorization", "Basic dXNlcjpwYXNzd29yZA=="
            case "http" | "oauth2" | "openIdConnect", _:
                yield "header", "Authorization", "Bearer TOKEN"


def _words(plan: Plan, requirement: Mapping[str, Any]) -> str:
    parts = []
    for name, scopes in requirement.items():
        words = _scheme_words(plan, name)
        if scopes:
            words += plan.labels.auth_scopes.format(scopes=", ".join(map(str, scopes)))
        parts.append(words)
    return str(plan.labels.auth_and).join(parts)


def _scheme_words(plan: Plan, name: str) -> str:
    scheme, labels = _scheme(plan, name), plan.labels
    match str(scheme.get("type")), str(scheme.get("scheme") or "").lower():
        case "apiKey", _:
            place = getattr(labels, f"in_{scheme.get('in')}", str(scheme.get("in")))
            return str(labels.auth_api_key.format(place=place, name=scheme.get("name")))
        case "http", "bearer":
            return str(labels.auth_bearer)
        case "http", "basic":
            return str(labels.auth_basic)
        case "http", other:
            return str(labels.auth_http.format(scheme=other))
        case "oauth2", _:
            return str(labels.auth_oauth2)
        case "openIdConnect", _:
            return str(labels.auth_openid)
        case "mutualTLS", _:
            return str(labels.auth_mutual_tls)
    return str(labels.auth_other.format(name=name))


def _badge(plan: Plan, name: str) -> str:
    scheme = _scheme(plan, name)
    match str(scheme.get("type")), str(scheme.get("scheme") or "").lower():
        case "apiKey", _:
            return str(plan.labels.badge_api_key)
        case "http", kind if kind:
            return kind.capitalize()
        case "oauth2", _:
            return "OAuth 2"
        case "openIdConnect", _:
            return "OpenID Connect"
        case "mutualTLS", _:
            return "mTLS"
    return name


def _scheme(plan: Plan, name: str) -> Mapping[str, Any]:
    holder = Node("", plan.description.document).child("components", "securitySchemes", name)
    return follow(plan.description, holder).mapping
