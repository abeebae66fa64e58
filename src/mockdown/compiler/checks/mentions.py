"""Reports operations that a sentence names, and that no section, row or sample announces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mockdown import codes
from mockdown.compiler.checks.case import first_line
from mockdown.compiler.templates import Templates, ends_of
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.announcements import Announcement, Strength


def check_mentions(
    found: Sequence[Sequence[Announcement]], chosen: Iterable[Sequence[Announcement]], report: Report
) -> None:
    """What a sentence asks readers to send is an operation of the API, whole or without its prefix.

    `found` is all that the pages announce, `chosen` what stands for an operation.
    """
    known = Templates()
    for page in chosen:
        for announcement in page:
            for end in ends_of(announcement.template.segments):
                known.add(announcement.method, end)
    told: set[tuple[str, str]] = set()
    for page in found:
        places: dict[int, list[Announcement]] = {}
        for one in page:
            is_new = one.strength is Strength.MENTION and one.key not in told
            if is_new and not known.match_end(one.method, one.template.segments):
                told.add(one.key)
                places.setdefault(one.span.start, []).append(one)
        for named in places.values():
            _report(named, report)


def _report(named: Sequence[Announcement], report: Report) -> None:
    labels = ", ".join(f"{one.method} {one.template.path}" for one in named)
    report(
        Diagnostic(
            code=codes.OPN205,
            message=f"{labels} {'is' if len(named) == 1 else 'are'} named here, and described nowhere",
            primary=Label(first_line(named[0].span), "named only"),
            help="give each operation of this API a heading or a row of its own",
        )
    )
