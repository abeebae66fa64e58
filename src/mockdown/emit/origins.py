"""Collects the source map while a description is written."""

from __future__ import annotations

from mockdown.source import Location, Origin, Rank, Span


class Origins:
    """JSON pointer → line of the docs."""

    def __init__(self) -> None:
        self.pointers: dict[str, Origin] = {}

    def note(self, pointer: str, span: Span | None, rank: Rank = Rank.DECLARED) -> None:
        """Say that the element at a pointer came from a span."""
        if span is not None:
            location: Location = span.location
            self.pointers[pointer] = Origin(location.page, location.line, rank)

    @staticmethod
    def below(pointer: str, *tokens: str) -> str:
        """A pointer to what stands deeper; tokens are escaped (RFC 6901, 3)."""
        escaped = (token.replace("~", "~0").replace("/", "~1") for token in tokens)
        return "/".join((pointer, *escaped))
