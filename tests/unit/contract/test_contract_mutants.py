from __future__ import annotations

import pytest
from test_contract_lifecycle import extended

from mockdown.contract import ContractOptions
from mockdown.contract.mutants.campaign import (
    Outcome,
    find_mutants,
    render_mutants,
    run_mutants,
    sample_mutants,
)
from mockdown.contract.runner import run_contract
from mockdown.contract.target import Application
from mockdown.mock.app import create_app
from mockdown.mock.settings import Auth, MockSettings
from mockdown.source import Origin

FEW = ContractOptions(max_examples=5)


def mock() -> Application:
    return create_app(extended(), settings=MockSettings(auth=Auth.KNOWN))


def test_the_sound_mock_passes() -> None:
    """A finding on a mutant means something only where there is none without it."""
    assert run_contract(extended(), app=mock(), options=FEW).passed


def test_faults_of_many_kinds_are_placed() -> None:
    """Answers, requests and state each get their faults, wherever they apply."""
    kinds = {mutant.kind for mutant in find_mutants(extended(), mock())}
    assert len(kinds) >= 20
    assert {"property_dropped", "auth_ignored", "create_forgotten", "paging_ignored"} <= kinds


def test_a_sample_holds_every_kind() -> None:
    """Fewer mutants still stand for all kinds, and keep their order."""
    mutants = find_mutants(extended(), mock())
    kinds = {mutant.kind for mutant in mutants}
    sample = sample_mutants(mutants, len(kinds))
    assert {mutant.kind for mutant in sample} == kinds
    assert [m for m in mutants if m in sample] == list(sample)
    assert sample_mutants(mutants, None) == mutants


KINDS = (
    "auth_ignored",
    "new_not_listed",
    "put_not_idempotent",
    "required_field_ignored",
    "server_error_on_edge",
    "undocumented_property",
    "update_forgotten",
)


@pytest.fixture(scope="module")
def outcomes() -> tuple[Outcome, ...]:
    return tuple(run_mutants(extended(), mock, FEW, kinds=KINDS, count=len(KINDS), compare=True))


def test_one_mutant_of_each_kind_is_killed(outcomes: tuple[Outcome, ...]) -> None:
    """Faults of answers, of requests and of state are found."""
    assert {outcome.kind for outcome in outcomes} == set(KINDS)
    assert [outcome.name for outcome in outcomes if not outcome.killed] == []


def test_state_is_where_schemathesis_alone_is_blind(outcomes: tuple[Outcome, ...]) -> None:
    """Faults that no single answer shows are found by the lifecycle phase and by the strict check."""
    missed = {outcome.kind for outcome in outcomes if outcome.killed and not outcome.killed_by_engine}
    assert {"undocumented_property", "update_forgotten", "new_not_listed"} <= missed


def test_survivors_are_named_with_their_line() -> None:
    """Each survivor stands with the line of the docs that should have caught it."""
    killed = Outcome(
        kind="wrong_status", name="a", killed=True, killed_by_engine=False, pointer="/x", origin=None
    )
    survivor = Outcome(
        kind="wrong_status",
        name="wrong_status in GET /pets",
        killed=False,
        killed_by_engine=False,
        pointer="/x",
        origin=Origin("docs/pets.md", 9),
    )
    assert render_mutants([killed, survivor]) == (
        "wrong_status                    1 killed    1 survived\n"
        "survived: wrong_status in GET /pets (docs/pets.md:9)\n"
        "1 of 2 mutants killed (50.0 %)\n"
        "Schemathesis alone kills 0: 1.00 times as many are killed here\n"
    )
