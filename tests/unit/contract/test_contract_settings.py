"""What is asked of Schemathesis for operations that may answer otherwise than most."""

from __future__ import annotations

from typing import Any

import pytest

from mockdown.contract import ContractOptions
from mockdown.contract.settings import build_config
from mockdown.description import Description


def _description(*statuses: str) -> Description:
    responses = {status: {"description": ""} for status in ("200", *statuses)}
    paths: dict[str, Any] = {"/things": {"put": {"operationId": "put", "responses": responses}}}
    return Description("things", {"openapi": "3.0.4", "info": {"title": "T", "version": "1"}, "paths": paths})


@pytest.mark.parametrize(
    ("documented", "check", "status"),
    [
        ("101", "positive_data_acceptance", "426"),
        ("412", "positive_data_acceptance", "412"),
        ("428", "missing_required_header", "428"),
    ],
)
def test_documented_statuses_may_answer_valid_requests(documented: str, check: str, status: str) -> None:
    """A protocol to switch to, a condition that does not hold, and one that is missing."""
    config = build_config(_description(documented), ContractOptions(), base_url="http://localhost")
    (operation,) = config.projects.default.operations.operations
    assert status in getattr(operation.checks, check).expected_statuses


def test_other_operations_are_judged_as_ever() -> None:
    """Nothing is said of them."""
    config = build_config(_description("404"), ContractOptions(), base_url="http://localhost")
    assert not config.projects.default.operations.operations
