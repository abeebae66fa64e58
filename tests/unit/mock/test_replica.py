"""A replica tells what was done to it, takes it back, and takes over what was done to another."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from mockdown.mock.replica import Replica
from mockdown.mock.state import Record, State, Table

KEYS = st.sampled_from(["1", "2", "3", "17", "tom"])
TABLES = st.sampled_from(["Pet", "Visit"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), TABLES, KEYS, st.integers(0, 3)),
        st.tuples(st.just("remove"), TABLES, KEYS),
        st.tuples(st.just("count"), TABLES, st.integers(0, 40)),
        st.tuples(st.just("set"), st.sampled_from("ab"), st.integers(0, 2)),
        st.tuples(st.just("unset"), st.sampled_from("ab")),
        st.tuples(st.just("cascade"), st.just("Pet"), KEYS),
        st.tuples(st.just("load"), KEYS),
    ),
    max_size=12,
)


def seeded(name: str) -> Table:
    """Two pets, one visit of the first."""
    table = Table(("name",))
    if name == "Pet":
        table.put(Record("1", {"name": "Ann"}))
        table.put(Record("2", {"name": "Bob"}))
    else:
        table.put(Record("1", {"name": "flu"}, {"Pet": "1"}))
    return table


def fresh() -> Replica:
    state = State(seed=seeded, names=("Pet", "Visit"))
    state.values["a"] = 0
    return Replica(state)


def do(state: State, steps: list[tuple[Any, ...]]) -> None:
    for kind, *arguments in steps:
        if kind == "put":
            table, key, number = arguments
            state.table(table).put(Record(key, {"name": f"n{number}"}, {"Pet": "2"} if number else {}))
        elif kind == "remove":
            state.table(arguments[0]).remove(arguments[1])
        elif kind == "count":
            state.table(arguments[0]).counter = arguments[1]
        elif kind == "set":
            state.values[arguments[0]] = arguments[1]
        elif kind == "unset":
            state.values.pop(arguments[0], None)
        elif kind == "cascade":
            state.cascade(*arguments)
        else:
            state.load_json({"tables": {"Pet": [{"key": arguments[0], "value": {}}]}, "values": {"b": 1}})


def look(replica: Replica) -> tuple[dict[str, Any], list[Record | None]]:
    """All that a replica holds, the order of its records and what names find included."""
    found = [
        replica.table(table).find(name, {})
        for table in ("Pet", "Visit")
        for name in ("Ann", "Bob", "flu", "n0", "n1", "n2", "n3", "1", "2", "tom")
    ]
    return replica.dump(), found


@given(STEPS, STEPS)
def test_what_is_done_can_be_taken_back(first: list[tuple[Any, ...]], second: list[tuple[Any, ...]]) -> None:
    """After undo, all is as it was when the replica was settled, the order of the records as well."""
    replica = fresh()
    do(replica, first)
    replica.settle()
    before = look(replica)
    do(replica, second)
    replica.undo()
    assert look(replica) == before
    assert replica.changes() == []


@given(STEPS, STEPS)
@example([("load", "17")], [("put", "Pet", "tom", 0), ("count", "Pet", 17)])
def test_what_is_done_can_be_taken_over(first: list[tuple[Any, ...]], second: list[tuple[Any, ...]]) -> None:
    """A replica that applies the changes of another holds the same, in the same order."""
    one, other = fresh(), fresh()
    for steps in (first, second):
        do(one, steps)
        changes = one.changes()
        one.settle()
        other.apply(changes)
    assert look(one)[0] == look(other)[0]


@given(STEPS)
def test_a_dump_is_the_whole(steps: list[tuple[Any, ...]]) -> None:
    """What `dump` gives is enough to make the same replica."""
    one, other = fresh(), fresh()
    do(one, steps)
    expected = look(one)[0]
    other.load(one.dump())
    assert look(other)[0] == expected
