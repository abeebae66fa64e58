"""Steering a response by the `Prefer` header (RFC 7240): `code`, `example`, `dynamic`, `delay`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from mockdown.mock.problems import IMPOSSIBLE_PREFERENCE, Headers, Problem
from mockdown.mock.responses import Answer, RawHeaders, Responses, Written
from mockdown.mock.variants import Plan, Variant

_MAX_DELAY = 60_000


def parse_prefer(header: bytes) -> dict[str, str]:
    """The preferences of a header by name; the first of a name counts."""
    found: dict[str, str] = {}
    for part in header.decode("latin-1").split(","):
        name, _, value = part.partition(";")[0].partition("=")
        if name.strip():
            found.setdefault(name.strip().lower(), value.strip().strip('"'))
    return found


class Preferences:
    """Answers the wishes that one operation can meet."""

    def __init__(self, responses: Responses) -> None:
        self._responses = responses

    async def answer(self, wishes: Mapping[str, str], accept: bytes | None) -> Written | None:
        """The wished response; None when the operation should act as usual."""
        if "delay" in wishes:
            await asyncio.sleep(_delay(wishes["delay"]) / 1_000)
        if not {"code", "example", "dynamic"} & wishes.keys():
            return None
        status = self._status(wishes.get("code"))
        plan = self._responses.plan(status)
        if status >= 400 and not {"example", "dynamic"} & wishes.keys():
            raise Problem(status, f"as wished by `Prefer: code={status}`", headers=_applied(wishes))
        variant = plan.choose(accept) if plan is not None and plan.variants else None
        body = self._body(wishes, plan, variant)
        answer = Answer(
            status=status, headers={"Preference-Applied": _applied(wishes)[0][1].decode("latin-1")}
        )
        if body is not None:
            answer.body = body[0]
        return self._responses.write(answer, accept)

    def _status(self, code: str | None) -> int:
        if code is None:
            return self._responses.success
        if (
            code.isascii()
            and code.isdigit()
            and len(code) == 3
            and code >= "200"
            and self._responses.plan(int(code)) is not None
        ):
            return int(code)
        possible = tuple(status for status in self._responses.statuses if status[:1] != "1")
        raise _impossible("code", code, possible)

    def _body(
        self, wishes: Mapping[str, str], plan: Plan | None, variant: Variant | None
    ) -> tuple[object] | None:
        """The wished body in a tuple; None for the usual one."""
        name = wishes.get("example")
        if name is not None:
            examples = variant.examples if variant is not None else {}
            if name not in examples:
                raise _impossible("example", name, tuple(examples))
            return (examples[name],)
        if wishes.get("dynamic") == "true" and variant is not None and plan is not None:
            return (variant.synthetic,)
        return None


def _applied(wishes: Mapping[str, str]) -> Headers:
    """The header that says which wishes were met."""
    said = ", ".join(
        f"{name}={wishes[name]}" for name in ("code", "example", "dynamic", "delay") if name in wishes
    )
    return ((b"preference-applied", said.encode("latin-1", "replace")),)


def applied_delay(wishes: Mapping[str, str]) -> RawHeaders:
    """The header that says that a wished delay was met."""
    return [(b"preference-applied", f"delay={wishes['delay']}".encode())] if "delay" in wishes else []


def _delay(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= _MAX_DELAY:
        return int(text)
    raise _impossible("delay", text, (f"milliseconds from 0 to {_MAX_DELAY}",))


def _impossible(name: str, value: str, possible: tuple[str, ...]) -> Problem:
    return Problem(
        IMPOSSIBLE_PREFERENCE,
        f"`{name}={value}` cannot be met; possible: {', '.join(possible) or 'none'}",
        members={"possible": list(possible)},
    )
