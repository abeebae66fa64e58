"""Makes a text that a regular expression matches: literals, classes, groups, alternatives, repeats.

What it cannot make sense of (look-around, back references) it skips; the caller validates the result.
"""

from __future__ import annotations

_CLASSES = {"d": "0123456789", "w": "abcdefghijklmnopqrstuvwxyz0123456789_", "s": " "}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
_PRINTABLE = "".join(chr(code) for code in range(33, 127))
_MAX_REPEAT = 64
_USUAL_REPEAT = 8
_PRIME = 2_654_435_761
"""Numbers times a prime that no alphabet's length shares give other digits for each number."""
_MAX_LENGTH = 100_000
"""Characters of a text; a pattern that asks for more gets none."""
_TOO_MUCH = "the pattern asks for a text that is too long"


def text_for(pattern: str, variant: int = 0) -> str:
    """A text for a pattern; other variants choose other characters of the same classes."""
    parser = _Parser(pattern, variant)
    try:
        return parser.alternatives()
    except (IndexError, ValueError, RecursionError):
        return ""


def distinct_text(pattern: str, number: int) -> str:
    """A text for a pattern, another one for each number, as far as the pattern has so many."""
    parser = _Parser(pattern, 0, spread=number * _PRIME)
    try:
        return parser.alternatives()
    except (IndexError, ValueError, RecursionError):
        return ""


class _Parser:
    """Reads a pattern from left to right and writes text as it goes."""

    def __init__(self, pattern: str, variant: int, *, spread: int | None = None) -> None:
        self._pattern = pattern
        self._index = 0
        self._steps = 0
        self._variant = variant
        self._spread = spread
        """What the characters are chosen by, one digit after the other; None to choose them all alike."""

    def alternatives(self) -> str:
        options = [self._sequence()]
        while self._peek() == "|":
            self._index += 1
            options.append(self._sequence())
        return options[self._variant % len(options)]

    def _peek(self) -> str:
        return self._pattern[self._index : self._index + 1]

    def _next(self) -> str:
        character = self._pattern[self._index]
        self._index += 1
        return character

    def _sequence(self) -> str:
        pieces: list[str] = []
        length = 0
        while self._peek() not in ("", "|", ")"):
            start = self._index
            piece = self._atom()
            low, high = self._repeat()
            again = self._spread is not None
            count = max(low, min(high, _USUAL_REPEAT)) if again else low or min(1, high)
            length += len(piece) * count
            if length > _MAX_LENGTH:
                raise ValueError(_TOO_MUCH)
            if again:
                pieces += [piece, *self._again(start, count - 1)][: high or 0]
            else:
                pieces.append(piece * count)
        return "".join(pieces)

    def _again(self, start: int, count: int) -> list[str]:
        """The atom at a place again, each time with other characters."""
        end, pieces = self._index, []
        for _ in range(count):
            self._index = start
            pieces.append(self._atom())
        self._index = end
        return pieces

    def _atom(self) -> str:
        self._steps += 1
        if self._steps > _MAX_LENGTH:
            raise ValueError(_TOO_MUCH)
        character = self._next()
        if character in "^$":
            return ""
        if character == "(":
            return self._group()
        if character == "[":
            return self._pick(self._class())
        if character == "\\":
            return self._pick(self._escape())
        return self._pick("abcdefghij") if character == "." else character

    def _group(self) -> str:
        is_lookaround = False
        if self._peek() == "?":
            self._index += 1
            if self._peek() in "=!":
                is_lookaround = True
                self._index += 1
            elif self._pattern[self._index : self._index + 2] in ("<=", "<!"):
                is_lookaround = True
                self._index += 2
            elif self._peek() == ":":
                self._index += 1
            else:
                while self._next() != ">":
                    pass
        text = self.alternatives()
        self._index += 1
        return "" if is_lookaround else text

    def _class(self) -> str:
        negated = self._peek() == "^"
        if negated:
            self._index += 1
        members = ""
        while True:
            character = self._next()
            if character == "]" and members:
                break
            chosen = self._escape() if character == "\\" else character
            if len(chosen) == 1 and self._peek() == "-" and self._pattern[self._index + 1] != "]":
                self._index += 1
                last = self._next()
                last = self._escape() if last == "\\" else last
                chosen = "".join(
                    chr(code) for code in range(ord(chosen), min(ord(last), ord(chosen) + 127) + 1)
                )
            members += chosen
        if not negated:
            return members
        return "".join(character for character in _PRINTABLE if character not in members) or "a"

    def _escape(self) -> str:
        character = self._next()
        if character in _CLASSES:
            return _CLASSES[character]
        if character.lower() in _CLASSES:
            return "".join(other for other in _PRINTABLE if other not in _CLASSES[character.lower()])
        if character in "bB":
            return ""
        if character in "xu":
            length = 2 if character == "x" else 4
            code = self._pattern[self._index : self._index + length]
            self._index += length
            return chr(int(code, 16)) if len(code) == length and code.isalnum() else code
        return _ESCAPES.get(character, character)

    def _pick(self, members: str) -> str:
        if members and self._spread is not None:
            self._spread, index = divmod(self._spread, len(members))
            return members[index]
        return members[self._variant % len(members)] if members else ""

    def _repeat(self) -> tuple[int, int]:
        character = self._peek()
        if character not in ("*", "+", "?", "{"):
            return 1, 1
        self._index += 1
        low, high = {"*": (0, _MAX_REPEAT), "+": (1, _MAX_REPEAT), "?": (0, 1)}.get(character, (1, 1))
        if character == "{":
            bounds = ""
            while (digit := self._next()) != "}":
                bounds += digit
            first, comma, last = bounds.partition(",")
            low = min(int(first or 0), 10_000)
            high = (int(last) if last else _MAX_REPEAT) if comma else low
        if self._peek() in ("?", "+"):
            self._index += 1
        return low, high
