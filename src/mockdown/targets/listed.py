"""Pages that another page lists in its front matter (`includes: [errors]`) to be shown after itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mockdown import codes
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.readers.front_matter import split_front_matter
from mockdown.readers.includes import Refused
from mockdown.source import SourceFile, Span
from mockdown.targets.partials import Partials


def read_listed(pages: Sequence[SourceFile], partials: Partials, report: Report) -> list[SourceFile]:
    """The pages that front matter lists and that are not among those given, in the order of the lists."""
    known = {page.name for page in pages}
    found: dict[str, SourceFile] = {}
    for page in pages:
        for name in _listed(page):
            file = partials.find(page, name)
            if isinstance(file, SourceFile):
                if file.name not in known:
                    found[file.name] = file
            elif not any(_is_named(other, name) for other in known):
                report(_missing(page, name, file))
    return list(found.values())


def _listed(page: SourceFile) -> Iterator[str]:
    if not page.data.startswith((b"---", b"\xef\xbb\xbf---")) or b"includes" not in page.data[:65_536]:
        return
    listed = split_front_matter("\n".join(page.lines))[0].get("includes")
    if isinstance(listed, list):
        yield from (name for name in listed[:1000] if isinstance(name, str))


def _is_named(page: str, name: str) -> bool:
    stem = page.rpartition("/")[2].partition(".")[0].removeprefix("_")
    return stem == name.rpartition("/")[2].partition(".")[0].removeprefix("_")


def _missing(page: SourceFile, name: str, why: Refused | None) -> Diagnostic:
    line = next((number for number, text in enumerate(page.lines, start=1) if name in text), 1)
    span = Span.of_line(page, line)
    why = why or Refused(
        codes.REF102,
        f"the included file `{name}` is not there",
        "put it into the folder of docs, or correct its name",
    )
    primary = Label(span) if span else None
    return Diagnostic(code=why.code, message=why.message, primary=primary, page=page.name, help=why.help)
