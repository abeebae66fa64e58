"""Gives every case the state it would meet if it were the only one: resets what is tested in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from schemathesis import BaseSchema, Case, HookContext, Response

ENUMERATED = frozenset({"examples", "coverage"})
"""The phases whose cases are made beforehand and sent one after the other."""


def reset_between_cases(schema: BaseSchema, reset: Callable[[], None], phase: Callable[[], str]) -> None:
    """Call `reset` before each case, and in the stateful phase before each sequence of cases.

    A value that Hypothesis shares within one example is drawn once in it, before anything is sent.
    """
    reset()
    fresh = st.shared(st.builds(reset), key="mockdown-reset")

    def before_generate_case(context: HookContext, strategy: Any) -> Any:  # noqa: ARG001 - the hook's signature
        return fresh.flatmap(lambda _: strategy)

    def after_call(context: HookContext, case: Case[Any], response: Response) -> None:  # noqa: ARG001
        if phase() in ENUMERATED:
            reset()

    schema.hook(before_generate_case)
    schema.hook(after_call)
