"""Gives documented errors the body that the pages say once for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mockdown import codes
from mockdown.compiler.contents import JSON
from mockdown.compiler.examples import example_schema
from mockdown.compiler.field_trees import build_schema
from mockdown.compiler.merge import declared_over_example
from mockdown.compiler.owned import OwnedBytes, by_page
from mockdown.compiler.sharing import shape_of
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.claims import Claim
from mockdown.extractors.error_forms import is_title_of_all, read_error_form
from mockdown.extractors.facts import ExampleFact, FieldsFact
from mockdown.extractors.scopes import Scope
from mockdown.extractors.statuses import says_empty
from mockdown.model.api import ApiDescription, Content, NamedSchema, Operation, Response
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Document, Section
from mockdown.source import Rank, Span
from mockdown.values import dataclass, replace
from mockdown.vocabularies.free_names import free_name

_NAME = "Error"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorForm:
    """What the errors of an API are like, and where that is said."""

    schema: Schema
    span: Span


def find_error_form(
    documents: Sequence[Document], scopes: Sequence[Scope], claim: Mapping[str, Claim]
) -> ErrorForm | None:
    """The one form that the pages give all errors, outside of the operations; None where they differ."""
    pages = by_page(scopes)
    found: list[ErrorForm] = []
    claimed: list[tuple[str, int, int]] = []
    for document in documents:
        owned = OwnedBytes(pages.get(document.name, ()))

        def note(start: int, end: int, page: str = document.name) -> None:
            claimed.append((page, start, end))

        for section, titled in _free(document.root, owned, titled=False):
            blocks = [block for block in section.blocks if not owned.holds(block.start)]
            form = _form_of(list(read_error_form(document, blocks, note, titled=titled)))
            if form is not None:
                found.append(form)
    if not found or any(_names(form.schema) != _names(found[0].schema) for form in found):
        return None
    for page, start, end in claimed:
        claim[page](start, end)
    return found[0]


def _free(section: Section, owned: OwnedBytes, *, titled: bool) -> Iterator[tuple[Section, bool]]:
    """The sections outside of the operations, each with whether a title says that errors are told."""
    grouping = owned.start_in(section)
    if section.heading is not None and owned.holds(section.start) and not grouping:
        return
    titled = not grouping and (titled or (section.heading is not None and is_title_of_all(section.title)))
    yield section, titled
    for child in section.sections:
        yield from _free(child, owned, titled=titled)


def _form_of(facts: Sequence[ExampleFact | FieldsFact]) -> ErrorForm | None:
    """What the blocks of a section show together; None where two examples have other members."""
    shown = [fact for fact in facts if isinstance(fact, ExampleFact)]
    tables = [fact for fact in facts if isinstance(fact, FieldsFact)]
    example = example_schema(shown)
    if example is not None:
        if any(fact.schema is not None and _names(fact.schema) != _names(example) for fact in shown):
            return None
        declared = [build_schema(fact.fields) for fact in tables]
        fitting = [schema for schema in declared if not _names(schema).isdisjoint(_names(example))]
        schema = declared_over_example(fitting[0], example) if fitting else example
        return ErrorForm(schema=schema, span=shown[0].span)
    if len(tables) != 1:
        return None
    return ErrorForm(schema=build_schema(tables[0].fields), span=tables[0].span)


def _names(schema: Schema) -> set[str]:
    return {item.name for item in schema.properties}


def add_error_form(api: ApiDescription, form: ErrorForm | None, report: Report) -> ApiDescription:
    """An API whose documented errors without a body of their own have the form that is said once."""
    if form is None:
        return api
    known = next((item.name for item in api.schemas if shape_of(item.schema) == shape_of(form.schema)), None)
    name = known or free_name(_NAME, {item.name for item in api.schemas})
    content = Content(
        media_type=JSON, schema=Schema(ref=name, rank=Rank.CONVENTION), span=form.span, rank=Rank.CONVENTION
    )
    operations = tuple(_with(operation, content) for operation in api.operations)
    count = sum(new is not old for new, old in zip(operations, api.operations, strict=True))
    if not count:
        return api
    _report(form, count, report)
    added = () if known else (NamedSchema(name=name, schema=form.schema, rank=Rank.DECLARED, span=form.span),)
    return replace(api, operations=operations, schemas=(*api.schemas, *added))


def _with(operation: Operation, content: Content) -> Operation:
    if operation.method == "HEAD" or not any(_is_bare(response) for response in operation.responses):
        return operation
    responses = (
        replace(response, contents=(content,)) if _is_bare(response) else response
        for response in operation.responses
    )
    return replace(operation, responses=tuple(responses))


def _is_bare(response: Response) -> bool:
    """Whether a response is a documented error of whose body nothing is said."""
    failing = response.status.startswith(("4", "5"))
    return failing and not (response.implied or response.contents or says_empty(response.description))


def _report(form: ErrorForm, count: int, report: Report) -> None:
    report(
        Diagnostic(
            code=codes.RSP202,
            message="the form of errors is said here of all: it is that of the errors of "
            + (f"{count} operations" if count > 1 else "one operation"),
            primary=Label(form.span, "said once"),
            help="show the body of an error in each operation that answers another one",
        )
    )
