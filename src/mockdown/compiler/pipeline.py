"""The compiler: pages → the description of an API, with the ledger of what was read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mockdown import codes
from mockdown.compiler.answered_fields import with_answered_fields
from mockdown.compiler.api_version import find_version
from mockdown.compiler.checks import (
    Case,
    check_bodies,
    check_links,
    check_mentions,
    check_missing,
    check_namesakes,
    check_operations,
    check_success,
    check_unread,
    check_unused,
    distinct,
)
from mockdown.compiler.choose import choose_announcements
from mockdown.compiler.collector import without_collector
from mockdown.compiler.composition import find_schemas, without_schemas
from mockdown.compiler.conventions import add_conventions, errors_of, find_conventions
from mockdown.compiler.deprecations import is_deprecated
from mockdown.compiler.entities import read_entities
from mockdown.compiler.error_answers import with_error_statuses
from mockdown.compiler.error_forms import add_error_form, find_error_form
from mockdown.compiler.evidence import Evidence, told_of
from mockdown.compiler.examples import assign_examples
from mockdown.compiler.habits import add_habits
from mockdown.compiler.includes import Includes
from mockdown.compiler.ledger import build_ledger, included_files
from mockdown.compiler.linked_credentials import find_schemes, linked_credentials
from mockdown.compiler.linked_sections import follow_links
from mockdown.compiler.naming import Named, operation_ids
from mockdown.compiler.oauth import find_oauth
from mockdown.compiler.overview_rows import add_overview
from mockdown.compiler.parameters import finish, sort_fields
from mockdown.compiler.references import drop_unused, resolve_references
from mockdown.compiler.request_bodies import build_request_body
from mockdown.compiler.responses import build_responses, lists_items
from mockdown.compiler.said_of_all import add_said_of_all, find_said_of_all
from mockdown.compiler.same_bodies import with_same_bodies
from mockdown.compiler.sampled_sections import add_sampled
from mockdown.compiler.schema_sections import SchemaSections
from mockdown.compiler.security import SecurityPlan, find_notes
from mockdown.compiler.servers import Base, find_base
from mockdown.compiler.settings import BuildSettings
from mockdown.compiler.sharing import share_schemas
from mockdown.compiler.silent import answer_silent
from mockdown.compiler.sorted_fields import Sorted
from mockdown.compiler.spoken_schemas import with_spoken_schemas
from mockdown.compiler.status_names import with_status_schemas
from mockdown.compiler.texts import description_of, summary_of, tag_of
from mockdown.compiler.tidy import tidy_schemas
from mockdown.compiler.twins import with_twin_types
from mockdown.diagnostics import Diagnostic, Report
from mockdown.extractors.announcements import Announcement, find_announcements
from mockdown.extractors.broken_lines import split_announcing
from mockdown.extractors.claims import Claim
from mockdown.extractors.collect import collect_facts
from mockdown.extractors.facts import (
    EnumFact,
    ExampleFact,
    Fact,
    RequestFact,
    SchemaFact,
    SecurityFact,
    StatusFact,
)
from mockdown.extractors.outline import mend_outline
from mockdown.extractors.resource_models import place_models
from mockdown.extractors.scopes import Scope, find_scopes
from mockdown.extractors.security import of_header
from mockdown.extractors.titled_schemas import title_schemas
from mockdown.model.api import ApiDescription, NamedSchema, Operation
from mockdown.model.ledger import Ledger, LineClass
from mockdown.model.paths import anonymous
from mockdown.model.schema import ANYTHING, Schema
from mockdown.readers.blocks import Document
from mockdown.readers.includes import Resolve
from mockdown.readers.page import read_page
from mockdown.source import Rank, SourceFile
from mockdown.values import replace
from mockdown.vocabularies.roles import Role


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the pages gave."""

    api: ApiDescription
    ledger: Ledger


def compile_pages(
    files: Sequence[SourceFile],
    *,
    name: str,
    settings: BuildSettings,
    report: Report,
    find: Resolve | None = None,
) -> Compiled:
    """Compile pages to one API.  Never raises on what the pages hold.

    `find` gives files that pages include and that are not among them.
    """
    with without_collector():
        return _compile(files, Includes(files, find), name, settings, report)


def _compile(
    files: Sequence[SourceFile], includes: Includes, name: str, settings: BuildSettings, report: Report
) -> Compiled:
    pages = [split_announcing(read_page(file, report, includes.resolve)) for file in files]
    documents = [title_schemas(mend_outline(place_models(page))) for page in pages]
    claims: dict[str, list[tuple[int, int]]] = {document.name: [] for document in documents}
    claim = {page: _claimer(places) for page, places in claims.items()}
    everywhere = [find_announcements(document) for document in documents]
    announced = add_sampled(documents, everywhere, choose_announcements(everywhere))
    announced = follow_links(documents, announced, claim)
    sections = SchemaSections()
    scopes = without_schemas(
        [
            scope
            for document, found in zip(documents, announced, strict=True)
            for scope in find_scopes(document, found)
        ],
        sections,
    )
    schemes = find_schemes(documents)
    facts = [
        [
            *collect_facts(scope.document, scope.passages, claim[scope.document.name]),
            *linked_credentials(scope, schemes),
        ]
        for scope in scopes
    ]
    add_overview(documents, everywhere, scopes, facts, claim)
    base = _base(scopes, facts, documents, settings)
    evidence = [with_error_statuses(with_answered_fields(item)) for item in _evidence(scopes, facts, base)]
    described = find_schemas(documents, scopes, claim, sections)
    notes = find_notes(documents, scopes)
    for note in notes:
        claim[note.document.name](note.fact.span.start, note.fact.span.end)
    conventions = find_conventions(documents, scopes, claim)
    said = find_said_of_all(documents, claim)
    ledger = build_ledger(documents, claims, scopes)
    _name_silent_pages(documents, ledger, includes.used, report)
    evidence = [with_status_schemas(item, described.names) for item in evidence]
    evidence = list(with_spoken_schemas(evidence, described))
    told = [fact for item in evidence for fact in item.of(SecurityFact)] + [note.fact for note in notes]
    plan = SecurityPlan(evidence, notes, find_oauth(documents, told))
    in_place = [Case(item, sort_fields(item), assign_examples(item)) for item in evidence]
    alone = [_operation(item, plan, settings, len(documents)) for item in in_place]
    operations = list(with_same_bodies(in_place, alone))
    once = distinct(report)
    check_mentions(everywhere, announced, once)
    check_operations(in_place, notes, base, once)
    check_success(in_place, operations, once)
    check_unread(scopes, claims, once)
    api = ApiDescription(
        title=settings.title or _title(documents, name),
        version=settings.version or find_version(documents, everywhere) or "1.0.0",
        servers=(f"{base.origin}{base.path}",) if base.origin or base.path else (),
        operations=tuple(operations),
        schemas=described.schemas,
        security_schemes=tuple(plan.schemes.values()),
        tags=tuple((tag, "") for tag in dict.fromkeys(operation.tag for operation in operations) if tag),
    )
    homes = described.homes_with([item.scopes[0] for item in evidence])
    api, missing = resolve_references(api, described.names, homes, _shown(in_place))
    api = with_twin_types(api)
    check_links(documents, check_missing(missing, in_place, described.schemas, once), once)
    kept = drop_unused(_with_ids(api))
    check_bodies(kept, in_place, described.examples, once)
    check_unused(api, kept, once)
    check_namesakes(kept, once)
    api = answer_silent(read_entities(kept, report), report)
    api = add_said_of_all(add_conventions(api, conventions, report), said)
    api = add_error_form(api, find_error_form(documents, scopes, claim), report)
    if settings.implied_responses:
        api = add_habits(api, errors_of(conventions), report)
    api = share_schemas(tidy_schemas(api))
    return Compiled(api, ledger)


def _with_ids(api: ApiDescription) -> ApiDescription:
    schemas = {named.name: named.schema for named in api.schemas}
    ids = operation_ids(
        [Named(item.method, item.path, lists_items(item, schemas)) for item in api.operations]
    )
    operations = tuple(
        replace(operation, operation_id=identifier)
        for operation, identifier in zip(api.operations, ids, strict=True)
    )
    return replace(api, operations=operations)


def _claimer(places: list[tuple[int, int]]) -> Claim:
    def claim(start: int, end: int) -> None:
        places.append((start, end))

    return claim


def _name_silent_pages(
    documents: Sequence[Document], ledger: Ledger, included: Container[str], report: Report
) -> None:
    """Say which pages gave nothing at all: no operation, and no schema, credentials or text for others."""
    speaking = {page.page for page in ledger.pages if page.count(LineClass.COMPILED)}
    for document in documents:
        names = {document.name, *(file.name for file in included_files(document))}
        if document.name in included or not speaking.isdisjoint(names):
            continue
        report(
            Diagnostic(
                code=codes.SRC401,
                message="this page announces no operation",
                help="an operation is announced by a line such as `GET /things/{id}`",
                page=document.name,
            )
        )


def _base(
    scopes: Sequence[Scope],
    facts: Sequence[Sequence[Fact]],
    documents: Sequence[Document],
    settings: BuildSettings,
) -> Base:
    samples = [[fact for fact in found if isinstance(fact, RequestFact)] for found in facts]
    base = find_base(scopes, samples, documents)
    path = base.path if settings.base_path is None else settings.base_path.rstrip("/")
    return Base(base.origin if settings.server is None else settings.server.rstrip("/"), path)


def _first_of_each(announcements: Sequence[Announcement]) -> Iterable[Announcement]:
    """The first announcement of each operation, in page order."""
    found: dict[tuple[str, str], Announcement] = {}
    for announcement in announcements:
        found.setdefault(announcement.key, announcement)
    return found.values()


def _evidence(scopes: Sequence[Scope], facts: Sequence[Sequence[Fact]], base: Base) -> Iterator[Evidence]:
    """One piece of evidence per operation, in page order; what is announced twice is merged."""
    found: dict[tuple[str, str], Evidence] = {}
    for scope, told in zip(scopes, facts, strict=True):
        for announcement in _first_of_each(scope.announcements):
            path = base.strip(announcement.template.path)
            path = path.rstrip("/") or "/"
            key = (announcement.method, anonymous(path))
            own = tuple(told_of(announcement, scope, told))
            known = found.get(key)
            if known is None:
                found[key] = Evidence(announcement.method, path, announcement, (scope,), own, base.path)
            else:
                found[key] = replace(known, scopes=(*known.scopes, scope), facts=(*known.facts, *own))
    order = {id(scope): index for index, scope in enumerate(scopes)}
    yield from sorted(
        found.values(), key=lambda item: (order[id(item.scopes[0])], item.announcement.span.start)
    )


def _operation(case: Case, plan: SecurityPlan, settings: BuildSettings, pages: int) -> Operation:
    item, fields, examples = case.evidence, case.fields, case.examples
    for credential in fields.credentials:
        shown = credential.example or credential.description
        fact = of_header(credential.name.rstrip(":"), shown, credential.span)
        item = replace(item, facts=(*item.facts, fact))
    security, span = plan.requirement(item)
    description = description_of(item)
    return Operation(
        method=item.method,
        path=item.path,
        summary=summary_of(item),
        description=description,
        tag=tag_of(item, pages=pages),
        parameters=finish(fields.parameters.values(), item.of(EnumFact)),
        request_body=build_request_body(item, fields, examples),
        responses=build_responses(item, examples, implied=settings.implied_responses),
        security=security,
        scopes=plan.scopes(item),
        security_span=span,
        deprecated=is_deprecated(item),
        span=item.announcement.span,
    )


def _title(documents: Sequence[Document], name: str) -> str:
    if len(documents) == 1 and documents[0].title:
        return documents[0].title
    return name


def _shown(operations: Sequence[Case]) -> dict[str, NamedSchema]:
    """Schemas that pages name beside an example: the name of the status row, the example below it."""
    found: dict[str, NamedSchema] = {}
    for operation in operations:
        item, examples = operation.evidence, operation.examples
        for fact in item.of(StatusFact):
            if fact.schema is None or not fact.status.startswith("2"):
                continue
            shown = [example for example in examples if example.role is Role.RESPONSE]
            exact = [example for example in shown if example.status == fact.status] or shown
            _note(found, fact.schema, exact)
        for named in _body_types(operation.fields):
            _note(found, named, [example for example in examples if example.role is Role.BODY])
        for said in item.of(SchemaFact):
            fitting = [example for example in examples if example.role is said.role]
            _note(
                found, said.schema, [example for example in fitting if said.status in (None, example.status)]
            )
    return found


def _body_types(fields: Sorted) -> Iterator[Schema]:
    for field in fields.body[:1]:
        if field.location is not None and field.name.lower() == "body":
            yield field.schema


def _note(found: dict[str, NamedSchema], declared: Schema, examples: Sequence[ExampleFact]) -> None:
    if not examples or examples[0].schema is None:
        return
    schema: Schema = examples[0].schema
    if declared.type == "array" and declared.items is not None and schema.type == "array":
        declared, schema = declared.items, schema.items or ANYTHING
    if declared.ref is not None and not schema.is_unknown:
        span = examples[0].span
        found.setdefault(
            declared.ref,
            NamedSchema(name=declared.ref.partition("#")[0], schema=schema, rank=Rank.EXAMPLE, span=span),
        )
