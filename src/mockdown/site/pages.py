"""Frozen views of whole pages, and how they are made from a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from mockdown.description import Operation
from mockdown.site.anchors import Anchors
from mockdown.site.markup import link, markdown, plain
from mockdown.site.memory import remembered
from mockdown.site.nodes import Node
from mockdown.site.operation_view import body_view, operation_title, parameter_groups, response_views
from mockdown.site.plan import Plan, Tag, schema_title
from mockdown.site.request import sample_request, server_url
from mockdown.site.samples import samples
from mockdown.site.schema_view import SchemaReader
from mockdown.site.security import auth_view, schemes
from mockdown.site.usage import Usage
from mockdown.site.views import (
    AuthView,
    BodyView,
    CodeView,
    Link,
    OriginView,
    ParameterGroup,
    ResponseView,
    SchemaView,
)

_NEIGHBOURS = 25
"""How many operations before and after its own the navigation of a page lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow:
    """One operation in a list."""

    method: str
    path: str
    title: str
    href: str
    deprecated: bool
    auth: AuthView


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    name: str
    href: str
    summary: str
    operations: tuple[OperationRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiView:
    """What every page of an API knows about it."""

    name: str
    title: str
    version: str
    folder: str
    index: str
    tags: tuple[Link, ...]
    schemas: str | None
    """The list of schemas, where there are any."""
    versions: tuple[Link, ...]
    """The other releases of the same API."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What `frame.html.jinja2` needs of any page."""

    path: str
    """Where the file stands, from the site's root."""
    title: str
    summary: str
    api: ApiView | None
    trail: tuple[Link, ...] = ()
    text: str = ""
    """The description as written, in Markdown."""

    @property
    def markdown_path(self) -> str:
        """Where the same page stands as Markdown."""
        return self.path.removesuffix(".html") + ".md"

    @property
    def root(self) -> str:
        """The way back to the site's root: `../../`."""
        return "../" * self.path.count("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage(Page):
    description: Markup
    server: str
    about: tuple[Markup, ...]
    """Contact, licence, terms and further docs."""
    schemes: tuple[tuple[str, Markup, Markup], ...]
    groups: tuple[TagRow, ...]
    operations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TagPage(Page):
    description: Markup
    group: TagRow


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationPage(Page):
    method: str
    full_path: str
    operation_id: str
    deprecated: bool
    description: Markup
    auth: AuthView
    origin: OriginView | None
    tag: TagRow
    """The tag with the operations around this one."""
    more: bool
    """Whether the tag has more operations than that."""
    parameters: tuple[ParameterGroup, ...]
    body: BodyView | None
    responses: tuple[ResponseView, ...]
    implied: tuple[ResponseView, ...]
    samples: tuple[CodeView, ...]
    shown: ResponseView | None
    """The first success that has an example: it stands beside the request."""
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaListPage(Page):
    schemas: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaPage(Page):
    schema: SchemaView
    origin: OriginView | None
    used_by: tuple[OperationRow, ...]
    used_in: tuple[Link, ...]


def index_page(plan: Plan, api: ApiView) -> IndexPage:
    """The start page of one API."""
    info = plan.description.document.get("info") or {}
    text = str(info.get("description") or "")
    return IndexPage(
        path=plan.index,
        title=api.title,
        summary=plain(text) or plan.labels.index_summary.format(title=api.title),
        api=api,
        text=text,
        description=markdown(text, top=2),
        server=server_url(plan),
        about=tuple(_about(plan)),
        schemes=tuple((name, words, markdown(text)) for name, words, text in schemes(plan)),
        groups=tuple(tag_row(plan, tag, tag.operations) for tag in plan.tags),
        operations=len(plan.operations),
    )


def _about(plan: Plan) -> Iterator[Markup]:
    document, labels = plan.description.document, plan.labels
    info = document.get("info") or {}
    contact, licence = info.get("contact") or {}, info.get("license") or {}
    further = document.get("externalDocs") or {}
    mail = f"mailto:{contact['email']}" if contact.get("email") else None
    for text, address in (
        (contact.get("name") or labels.contact, contact.get("url") or mail),
        (licence.get("name"), licence.get("url") or ""),
        (labels.terms, info.get("termsOfService")),
        (plain(str(further.get("description") or "")) or labels.further, further.get("url")),
    ):
        if text and address is not None:
            yield link(str(text), str(address))


def tag_page(plan: Plan, api: ApiView, tag: Tag) -> TagPage:
    """The page of one tag."""
    return TagPage(
        path=tag.path,
        title=tag.name,
        summary=plain(tag.description) or f"{tag.name} · {api.title}",
        api=api,
        trail=(Link(text=api.title, href=plan.index),),
        text=tag.description,
        description=markdown(tag.description, top=2),
        group=tag_row(plan, tag, tag.operations),
    )


def operation_pages(plan: Plan, api: ApiView) -> Iterator[OperationPage]:
    """The page of each operation, in the order of the description."""
    seen: set[str] = set()
    for tag in plan.tags:
        for position, operation in enumerate(tag.operations):
            if operation.pointer not in seen:
                seen.add(operation.pointer)
                yield _operation_page(plan, api, tag, position)


def _operation_page(plan: Plan, api: ApiView, tag: Tag, position: int) -> OperationPage:
    operation = tag.operations[position]
    anchors = Anchors()
    reader = SchemaReader(plan, anchors)
    definition = operation.definition
    text = str(definition.get("description") or "")
    parameters = parameter_groups(plan, operation, reader)
    body = body_view(plan, operation, reader)
    responses, implied = response_views(plan, operation, reader, anchors)
    around = tag.operations[max(position - _NEIGHBOURS, 0) : position + _NEIGHBOURS + 1]
    return OperationPage(
        path=plan.operations[operation.pointer],
        title=operation_title(operation),
        summary=plain(text) or operation_title(operation),
        api=api,
        trail=(Link(text=api.title, href=plan.index), Link(text=tag.name, href=tag.path)),
        method=operation.method.upper(),
        full_path=plan.description.base_path + operation.path,
        operation_id=str(definition.get("operationId") or ""),
        deprecated=definition.get("deprecated") is True,
        text=text,
        description=markdown(text, top=2),
        auth=auth_view(plan, operation),
        origin=plan.origin(operation.pointer),
        tag=tag_row(plan, tag, around),
        more=len(around) < len(tag.operations),
        parameters=parameters,
        body=body,
        responses=responses,
        implied=implied,
        samples=samples(sample_request(plan, operation)),
        shown=next((view for view in responses if view.family == "2xx" and view.has_examples), None),
        previous=_link(plan, tag.operations[position - 1]) if position else None,
        next=_link(plan, tag.operations[position + 1]) if position + 1 < len(tag.operations) else None,
    )


def schema_list_page(plan: Plan, api: ApiView) -> SchemaListPage:
    """All named schemas of an API."""
    rows = tuple(
        (
            Link(text=schema_title(pointer), href=path),
            plain(str(Node(pointer, plan.description.at(pointer)).mapping.get("description") or "")),
        )
        for pointer, path in plan.schemas.items()
    )
    return SchemaListPage(
        path=f"{plan.folder}/schemas/index.html",
        title=plan.labels.schemas,
        summary=f"{plan.labels.schemas} · {api.title}",
        api=api,
        trail=(Link(text=api.title, href=plan.index),),
        schemas=rows,
    )


def schema_pages(plan: Plan, api: ApiView, usage: Usage) -> Iterator[SchemaPage]:
    """The page of each schema: the named ones, then the large ones which other pages point to."""
    for pointer in plan.schemas:
        yield _schema_page(plan, api, usage, pointer)
    done = 0
    while done < len(plan.inline):  # a page of a large schema may point to further ones
        pointer = list(plan.inline)[done]
        yield _schema_page(plan, api, usage, pointer)
        done += 1


def _schema_page(plan: Plan, api: ApiView, usage: Usage, pointer: str) -> SchemaPage:
    node = Node(pointer, plan.description.at(pointer))
    title = schema_title(pointer)
    by_operation = usage.operations.get(pointer, ())
    return SchemaPage(
        path=plan.schema_page(pointer),
        title=title,
        summary=plain(str(node.mapping.get("description") or "")) or f"{title} · {api.title}",
        api=api,
        trail=(
            Link(text=api.title, href=plan.index),
            Link(text=plan.labels.schemas, href=f"{plan.folder}/schemas/index.html"),
        ),
        text=str(node.mapping.get("description") or ""),
        schema=SchemaReader(plan, Anchors()).whole(node, anchor="property"),
        origin=plan.origin(pointer),
        used_by=tuple(operation_row(plan, operation) for operation in by_operation),
        used_in=tuple(
            Link(text=schema_title(user), href=plan.schemas[user]) for user in usage.schemas.get(pointer, ())
        ),
    )


def tag_row(plan: Plan, tag: Tag, operations: tuple[Operation, ...]) -> TagRow:
    """A tag with some of its operations."""
    return TagRow(
        name=tag.name,
        href=tag.path,
        summary=plain(tag.description),
        operations=tuple(operation_row(plan, operation) for operation in operations),
    )


def operation_row(plan: Plan, operation: Operation) -> OperationRow:
    """One line of a list of operations."""
    return _row(plan, Node(operation.pointer, operation))


@remembered
def _row(plan: Plan, node: Node) -> OperationRow:
    operation: Operation = node.value
    return OperationRow(
        method=operation.method.upper(),
        path=operation.path,
        title=operation_title(operation),
        href=plan.operations[operation.pointer],
        deprecated=operation.definition.get("deprecated") is True,
        auth=auth_view(plan, operation),
    )


def _link(plan: Plan, operation: Operation) -> Link:
    return Link(text=operation_title(operation), href=plan.operations[operation.pointer])
