"""Verbs and what is said of a thing when they were carried out: pay and paid, lock and locked."""

from __future__ import annotations

from functools import lru_cache

from mockdown.mock.shapes import words

_IRREGULAR = {
    "activate": ("active",),
    "begin": ("begun",),
    "bind": ("bound",),
    "break": ("broken",),
    "build": ("built",),
    "buy": ("bought",),
    "choose": ("chosen",),
    "draw": ("drawn",),
    "freeze": ("frozen",),
    "give": ("given",),
    "hide": ("hidden",),
    "hold": ("held",),
    "lend": ("lent",),
    "lose": ("lost",),
    "make": ("made",),
    "pay": ("paid",),
    "put": ("put",),
    "read": ("read",),
    "rebuild": ("rebuilt",),
    "reopen": ("open",),
    "resend": ("resent", "sent"),
    "run": ("run",),
    "sell": ("sold",),
    "send": ("sent",),
    "set": ("set",),
    "ship": ("shipped",),
    "take": ("taken",),
    "win": ("won",),
    "withdraw": ("withdrawn",),
    "write": ("written",),
}
_SHORTEST = 4
"""The letters of a verb whose participle may be told by its beginning."""


def is_done(verb: str, participle: str) -> bool:
    """Whether a word is the participle of a verb: cancel, cancelled; pay, paid; run, running."""
    flat = "".join(words(participle))
    stem = verb.removesuffix("e")
    return flat in _participles(verb) or (
        len(verb) >= _SHORTEST and flat.startswith(stem) and len(flat) - len(stem) <= 3
    )


def undone(verb: str) -> str | None:
    """The verb that another takes back: lock of unlock, enable of disable; None where there is none."""
    for prefix, back in (("disable", "enable"), ("un", ""), ("dis", ""), ("de", "")):
        rest = verb.removeprefix(prefix)
        if rest != verb and (back or len(rest) > 2):
            return back + rest
    return None


@lru_cache(maxsize=256)
def _participles(verb: str) -> frozenset[str]:
    """The forms in which a verb tells that it was carried out, or is being carried out."""
    stem = verb.removesuffix("e")
    found = {f"{stem}ed", f"{stem}ing", *_IRREGULAR.get(verb, ())}
    if verb.endswith("y"):
        found.add(f"{verb[:-1]}ied")
    if verb[-1:] not in "aeiouwy":
        found |= {f"{verb}{verb[-1:]}ed", f"{verb}{verb[-1:]}ing"}
    return frozenset(found)
