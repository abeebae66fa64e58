"""Holds the pages against themselves: each check is one comparison, and tells both places."""

from mockdown.compiler.checks.bodies import check_bodies
from mockdown.compiler.checks.case import Case, Check, distinct
from mockdown.compiler.checks.links import check_links
from mockdown.compiler.checks.mentions import check_mentions
from mockdown.compiler.checks.operations import check_operations
from mockdown.compiler.checks.pages import check_success
from mockdown.compiler.checks.references import check_missing, check_namesakes, check_unused
from mockdown.compiler.checks.unread import check_unread

__all__ = [
    "Case",
    "Check",
    "check_bodies",
    "check_links",
    "check_mentions",
    "check_missing",
    "check_namesakes",
    "check_operations",
    "check_success",
    "check_unread",
    "check_unused",
    "distinct",
]
