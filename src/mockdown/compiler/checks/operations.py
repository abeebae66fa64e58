"""The checks of operations, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from mockdown.compiler.checks.case import Case, Check
from mockdown.compiler.checks.code_samples import check_examples, check_tags, check_titles
from mockdown.compiler.checks.credentials import check_bare_samples, check_credentials, check_schemes
from mockdown.compiler.checks.duplicates import check_generalised, check_repeated, check_spellings
from mockdown.compiler.checks.foreign_methods import check_foreign_methods
from mockdown.compiler.checks.pages import check_path_descriptions
from mockdown.compiler.checks.samples import check_methods, check_paths, check_unlisted, check_values
from mockdown.compiler.checks.servers import check_base, check_servers
from mockdown.compiler.checks.statuses import check_statuses
from mockdown.compiler.checks.tables import (
    check_defaults,
    check_locations,
    check_path_parameters,
    check_told_twice,
    check_types,
)
from mockdown.compiler.security import Note
from mockdown.compiler.servers import Base
from mockdown.compiler.templates import Templates
from mockdown.diagnostics import Report

CHECKS: tuple[Check, ...] = (
    check_methods,
    check_unlisted,
    check_values,
    check_path_parameters,
    check_told_twice,
    check_types,
    check_locations,
    check_defaults,
    check_statuses,
    check_credentials,
    check_titles,
    check_examples,
    check_tags,
    check_repeated,
    check_generalised,
)


def check_operations(cases: Sequence[Case], notes: Sequence[Note], base: Base, report: Report) -> None:
    """Run all checks of single operations, and those that look at all of them."""
    known = Templates()
    for case in cases:
        known.add(case.evidence.method, case.evidence.template.segments)
    for case in cases:
        for check in CHECKS:
            check(case, report)
        check_paths(case, known, report)
    check_foreign_methods(cases, report)
    check_path_descriptions(cases, report)
    check_spellings(cases, report)
    check_servers(cases, base, report)
    check_base(cases, base, report)
    check_bare_samples(cases, report)
    check_schemes(cases, notes, report)
