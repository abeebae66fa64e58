"""The mock of every description that the corpora give keeps what the description promises."""

from __future__ import annotations

import os
import random
from dataclasses import replace

import pytest
from scoring import CORPORA, SCORED, VIETER, Corpus

from mockdown.config import load_config
from mockdown.contract import ContractOptions, render_report
from mockdown.contract.outcome import ContractReport
from mockdown.contract.runner import run_contract
from mockdown.description import Description
from mockdown.mock.app import create_app
from mockdown.mock.settings import Auth, MockSettings
from mockdown.targets import compile_target, resolve_targets

pytestmark = pytest.mark.conformance

SAMPLE = 14
"""Operations of a description that are tested where not all of them are."""
SAMPLE_EXAMPLES = 12
SEED = 20_250_101
SHARE_WITH_SUCCESS = 0.95
SAMPLED_SHARE_WITH_SUCCESS = 0.8
"""With few cases, fewer operations find something that is there."""

REPORTS = pytest.StashKey[list[ContractReport]]()


def compile_corpus(corpus: Corpus) -> Description:
    """The description that `mockdown build` gives of a corpus; skips where the corpus is not there."""
    if not corpus.docs.is_dir():
        reason = f"the corpus is not there: {CORPORA / corpus.name}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    (target,) = resolve_targets((str(corpus.docs),), load_config(corpus.docs), cwd=corpus.docs)
    return compile_target(target).description


def sample(description: Description) -> tuple[str, ...]:
    """Some operations that can succeed, always the same; those of one tag stay together.

    They work on the same things, and so find what the others made.
    """
    groups: dict[str, list[str]] = {}
    for operation in description.operations:
        if not any(str(status)[:1] in {"2", "d"} for status in operation.definition["responses"]):
            continue
        tag = next(iter(operation.definition.get("tags") or ()), "")
        groups.setdefault(tag, []).append(operation.label)
    chosen: list[str] = []
    for tag in random.Random(SEED).sample(sorted(groups), len(groups)):  # noqa: S311 - to choose, not to hide
        if len(chosen) + len(groups[tag]) <= SAMPLE or not chosen:
            chosen += groups[tag][:SAMPLE]
    return tuple(chosen)


@pytest.mark.parametrize("corpus", [*SCORED, VIETER], ids=lambda corpus: corpus.name)
def test_the_mock_keeps_what_the_docs_promise(corpus: Corpus, request: pytest.FixtureRequest) -> None:
    """No failure, no operation left out, and nearly every operation answers with success."""
    description = compile_corpus(corpus)
    is_full = bool(request.config.getoption("--full"))
    options = (
        ContractOptions(seed=SEED)
        if is_full
        else ContractOptions(seed=SEED, include=sample(description), max_examples=SAMPLE_EXAMPLES)
    )
    app = create_app(description, settings=MockSettings(auth=Auth.KNOWN))
    report = run_contract(description, app=app, options=options)
    request.config.stash.setdefault(REPORTS, []).append(replace(report, name=corpus.name))
    assert report.passed, render_report(report)
    without = [result.label for result in report.tested if not result.succeeded]
    share = SHARE_WITH_SUCCESS if is_full else SAMPLED_SHARE_WITH_SUCCESS
    assert len(without) <= (1 - share) * len(report.tested), without
