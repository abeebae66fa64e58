"""Reports operations that are told in several places, and paths whose parameters have several names."""

from __future__ import annotations

from collections.abc import Sequence

from mockdown import codes
from mockdown.compiler.checks.case import Case, listed, word_in
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.announcements import Announcement, Strength
from mockdown.extractors.scopes import Scope
from mockdown.model.paths import anonymous
from mockdown.readers.blocks import CodeBlock, DefinitionList, ListBlock, Table


def check_repeated(case: Case, report: Report) -> None:
    """An operation is told in one place."""
    telling = [scope for scope in case.evidence.scopes if _tells(scope)]
    if len(telling) < 2:
        return
    first, second = _announced(telling[0], case), _announced(telling[1], case)
    if first.section is second.section:
        return
    report(
        Diagnostic(
            code=codes.OPN204,
            message=f"{case.name} is described in {len(telling)} places; they are read as one operation",
            primary=Label(second.span, "described again"),
            secondary=(Label(first.span, "described here first"),),
            help="describe it once, and link to it from the other place",
        )
    )


def _tells(scope: Scope) -> bool:
    strong = any(found.strength is Strength.DECLARED for found in scope.announcements)
    return strong and any(
        isinstance(passage.block, Table | CodeBlock | ListBlock | DefinitionList)
        and all(passage.block is not found.block for found in scope.announcements)
        for passage in scope.passages
    )


def _announced(scope: Scope, case: Case) -> Announcement:
    key = case.evidence.announcement.key
    return next((found for found in scope.announcements if found.key == key), scope.announcements[0])


def check_spellings(cases: Sequence[Case], report: Report) -> None:
    """The parameters of one path have the same names wherever it is announced."""
    spelled: dict[str, Case] = {}
    told: set[tuple[str, str]] = set()
    for case in cases:
        key = anonymous(case.evidence.path)
        first = spelled.setdefault(key, case)
        for announcement in _announcements(case):
            names = announcement.template.parameters
            taken = first.evidence.template.parameters
            path = announcement.template.path
            if names == taken or len(names) != len(taken) or (key, path) in told:
                continue
            told.add((key, path))
            other = [name for name, mine in zip(names, taken, strict=True) if name != mine]
            mine = [mine for name, mine in zip(names, taken, strict=True) if name != mine]
            report(
                Diagnostic(
                    code=codes.OPN303,
                    message=f"{path} calls {listed(other)} what {first.evidence.template.path} "
                    f"calls {listed(mine)}; they are one path",
                    primary=Label(announcement.span, f"read as {listed(mine)}"),
                    secondary=(Label(first.evidence.announcement.span, "this name is taken"),),
                    help=f"write {listed(mine)} in both places",
                )
            )


def _announcements(case: Case) -> list[Announcement]:
    key = case.evidence.announcement.key
    return [
        announcement
        for scope in case.evidence.scopes
        for announcement in scope.announcements
        if announcement.key == key and announcement.strength >= Strength.INDEX
    ]


def check_generalised(case: Case, report: Report) -> None:
    """A path that only a sample shows has no values that were taken for parameters."""
    announcement = case.evidence.announcement
    if announcement.strength not in (Strength.CALL, Strength.CURL, Strength.EXCHANGE):
        return
    made = [name for name in announcement.template.parameters if name.endswith("id")]
    text = announcement.span.text.slice(announcement.span.start, announcement.span.end)
    made = [name for name in made if f"{{{name}}}" not in text and f":{name}" not in text]
    if not made:
        return
    report(
        Diagnostic(
            code=codes.OPN202,
            message=f"only a sample shows {case.name}; a value in its path is read as {listed(made)}",
            primary=Label(word_in(announcement.span, "curl"), "the sample"),
            help=f"announce the operation: `{case.name}`",
        )
    )
