"""Sorts out which example is a request and which an answer, and what examples show together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mockdown.compiler.evidence import Evidence
from mockdown.compiler.parameters import BODILESS
from mockdown.extractors.example_schemas import merge_examples
from mockdown.extractors.facts import ExampleFact, FieldsFact, MediaFact
from mockdown.model.api import Example
from mockdown.model.schema import Schema
from mockdown.values import replace
from mockdown.vocabularies.roles import Role, role_of_sentence


def assign_examples(evidence: Evidence) -> list[ExampleFact]:
    """Give a direction to the examples whose place does not say one.

    A method without a body only answers.  Otherwise the sample request decides: data from a file, or
    nothing else known of the body, makes the first example the request.
    """
    dropped = contradicting(evidence)
    examples = [
        _of_request(fact, evidence.method) for fact in evidence.of(ExampleFact) if fact not in dropped
    ]
    if any(fact.shown and fact.role is Role.RESPONSE for fact in evidence.of(MediaFact)):
        # A message was shown whose body is no JSON: JSON without a status is something in it.
        examples = [fact for fact in examples if fact.role is Role.BODY or fact.status is not None]
    open_ones = [fact for fact in examples if fact.role not in (Role.BODY, Role.RESPONSE)]
    if not open_ones:
        return examples
    if evidence.method in BODILESS:
        decided = {id(fact): replace(fact, role=Role.RESPONSE) for fact in open_ones}
    else:
        has_body = any(fact.role is Role.BODY for fact in examples)
        has_response = any(fact.role is Role.RESPONSE for fact in examples)
        from_file = any((fact.request.body or "").startswith("@") for fact in evidence.samples())
        decided = {id(fact): replace(fact, role=Role.RESPONSE) for fact in open_ones if fact.partial}
        open_ones = [fact for fact in open_ones if not fact.partial]
        for index, fact in enumerate(open_ones):
            alone = len(open_ones) == 1 and not has_response and not _is_answer(evidence, fact)
            is_request = (
                not has_body and index == 0 and (from_file or has_response or len(open_ones) > 1 or alone)
            )
            decided[id(fact)] = replace(fact, role=Role.BODY if is_request else Role.RESPONSE)
    return [decided.get(id(fact), fact) for fact in examples]


def contradicting(evidence: Evidence) -> list[ExampleFact]:
    """Requests that stand below a status line: examples of which nothing can be learnt.

    Their titles speak of a request, their members are those of another request, and another answer
    is shown.
    """
    examples = evidence.of(ExampleFact)
    sent = {name for fact in examples if fact.role in (Role.BODY, Role.REQUEST) for name in _members(fact)}
    answers = [fact for fact in examples if fact.role is Role.RESPONSE]
    if not sent or all(not sent.isdisjoint(_members(fact)) for fact in answers):
        return []
    return [
        fact
        for fact in answers
        if role_of_sentence(fact.title) is Role.REQUEST and not sent.isdisjoint(_members(fact))
    ]


def _members(fact: ExampleFact) -> set[str]:
    return {item.name for item in fact.schema.properties} if fact.schema is not None else set()


def _of_request(fact: ExampleFact, method: str) -> ExampleFact:
    """An example under the heading of a request is its body; a `GET` has none to show."""
    if fact.role is not Role.REQUEST:
        return fact
    return replace(fact, role=Role.RESPONSE if method in ("GET", "HEAD") else Role.BODY)


_BODY_ROLES = (Role.BODY, Role.PARAMETERS, Role.FORM, Role.FIELDS, Role.NONE, Role.REQUEST)
_SERVER_MADE = frozenset(
    "id _id uuid created created_at createdAt updated_at updatedAt message status success".split()
)


def _is_answer(evidence: Evidence, fact: ExampleFact) -> bool:
    """Whether a lone example is the answer: the body is known otherwise, or a server made its members."""
    for item in evidence.of(FieldsFact):
        names = {field.name for field in item.fields if field.location in (None, "body")}
        if item.role in _BODY_ROLES and not names <= set(evidence.template.parameters):
            shown = _members(fact)
            return not (shown and shown <= names)
    if any(sample.request.body or sample.request.form for sample in evidence.samples()):
        return True
    return fact.schema is None or any(item.name in _SERVER_MADE for item in fact.schema.properties)


def example_schema(examples: Iterable[ExampleFact]) -> Schema | None:
    """What several examples of one body show together."""
    schema: Schema | None = None
    for fact in examples:
        if fact.schema is not None:
            schema = fact.schema if schema is None else merge_examples(schema, fact.schema)
    return schema


def named_examples(facts: Sequence[ExampleFact]) -> tuple[Example, ...]:
    """The different values of examples, named in their order."""
    examples: list[Example] = []
    for fact in facts:
        if not fact.partial and all(known.value != fact.value for known in examples):
            name = f"example{len(examples) + 1}" if examples else "example"
            examples.append(Example(name=name, value=fact.value, span=fact.span))
    return tuple(examples)
