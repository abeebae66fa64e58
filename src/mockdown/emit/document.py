"""Writes the model of an API as an OpenAPI document with its source map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any

from mockdown.emit.origins import Origins
from mockdown.emit.schemas import emit_schema
from mockdown.emit.soundness import sound, template_names
from mockdown.model.api import (
    ApiDescription,
    Content,
    Operation,
    Parameter,
    RequestBody,
    Response,
    SecurityScheme,
)
from mockdown.model.paths import anonymous

Json = Any

_REASONS = {str(status.value): status.phrase for status in HTTPStatus}


class DocumentWriter:
    """Writes one document; `modern` means OpenAPI 3.1."""

    def __init__(self, api: ApiDescription, *, modern: bool) -> None:
        self.api = sound(api)
        self.modern = modern
        self.origins = Origins()

    def write(self) -> dict[str, Json]:
        """The document as JSON values; `origins` is filled on the way."""
        api = self.api
        document: dict[str, Json] = {
            "openapi": "3.1.1" if self.modern else "3.0.4",
            "info": {"title": api.title, "version": api.version},
        }
        if api.description:
            document["info"]["description"] = api.description
        if api.servers:
            document["servers"] = [{"url": _server(url)} for url in api.servers]
        if api.tags:
            document["tags"] = [
                {"name": name, **({"description": text} if text else {})} for name, text in api.tags
            ]
        document["paths"] = self._paths(api.operations)
        components = self._components()
        if components:
            document["components"] = components
        return document

    def _paths(self, operations: Sequence[Operation]) -> dict[str, Json]:
        paths: dict[str, Json] = {}
        spelled: dict[str, str] = {}
        for operation in operations:
            path = spelled.setdefault(anonymous(operation.path), operation.path)
            item = paths.setdefault(path, {})
            names = dict(zip(template_names(operation.path), template_names(path), strict=True))
            pointer = self.origins.below("", "paths", path, operation.method.lower())
            item[operation.method.lower()] = self._operation(operation, pointer, names)
        return paths

    def _operation(self, operation: Operation, pointer: str, names: dict[str, str]) -> dict[str, Json]:
        self.origins.note(pointer, operation.span)
        written: dict[str, Json] = {}
        if operation.tag:
            written["tags"] = [operation.tag]
        if operation.summary:
            written["summary"] = operation.summary
        if operation.description:
            written["description"] = operation.description
        written["operationId"] = operation.operation_id
        if operation.deprecated:
            written["deprecated"] = True
        parameters = [
            self._parameter(parameter, f"{pointer}/parameters/{index}", names)
            for index, parameter in enumerate(operation.parameters)
        ]
        if parameters:
            written["parameters"] = parameters
        if operation.request_body is not None:
            written["requestBody"] = self._request_body(operation.request_body, f"{pointer}/requestBody")
        written["responses"] = {
            response.status: self._response(response, f"{pointer}/responses/{response.status}")
            for response in operation.responses
        }
        if operation.security is not None and self.api.security_schemes:
            written["security"] = list(self._requirements(operation))
            self.origins.note(f"{pointer}/security", operation.security_span)
        return written

    def _parameter(self, parameter: Parameter, pointer: str, names: dict[str, str]) -> dict[str, Json]:
        self.origins.note(pointer, parameter.span, parameter.rank)
        name = names.get(parameter.name, parameter.name) if parameter.location == "path" else parameter.name
        written: dict[str, Json] = {"name": name, "in": str(parameter.location)}
        if parameter.description:
            written["description"] = parameter.description
        if parameter.required:
            written["required"] = True
        if parameter.deprecated:
            written["deprecated"] = True
        if parameter.allow_empty_value:
            written["allowEmptyValue"] = True
        if parameter.style is not None:
            written["style"] = parameter.style
        if parameter.explode is not None:
            written["explode"] = parameter.explode
        schema = emit_schema(parameter.schema, f"{pointer}/schema", self.origins, modern=self.modern)
        schema.pop("description", None)
        written["schema"] = schema
        if parameter.example is not None:
            written["example"] = parameter.example
        return written

    def _request_body(self, body: RequestBody, pointer: str) -> dict[str, Json]:
        self.origins.note(pointer, body.span)
        written: dict[str, Json] = {}
        if body.description:
            written["description"] = body.description
        written["required"] = body.required
        written["content"] = self._contents(body.contents, pointer)
        return written

    def _contents(self, contents: Sequence[Content], pointer: str) -> dict[str, Json]:
        return {
            content.media_type: self._content(
                content, self.origins.below(pointer, "content", content.media_type)
            )
            for content in contents
        }

    def _content(self, content: Content, pointer: str) -> dict[str, Json]:
        self.origins.note(pointer, content.span, content.rank)
        written: dict[str, Json] = {
            "schema": emit_schema(content.schema, f"{pointer}/schema", self.origins, modern=self.modern)
        }
        if len(content.examples) == 1:
            written["example"] = content.examples[0].value
            self.origins.note(f"{pointer}/example", content.examples[0].span)
        elif content.examples:
            written["examples"] = {}
            for example in content.examples:
                written["examples"][example.name] = {"value": example.value}
                self.origins.note(self.origins.below(pointer, "examples", example.name), example.span)
        return written

    def _response(self, response: Response, pointer: str) -> dict[str, Json]:
        self.origins.note(pointer, response.span, response.rank)
        reason = _REASONS.get(response.status, "Response")
        if response.implied and response.status == "4XX":
            return {
                "description": "The request cannot be served; no page documents this response.",
                "x-implied": True,
            }
        unsaid = response.implied and response.status.startswith("4")
        told = f"{reason}; no page documents it for this operation." if unsaid else reason
        written: dict[str, Json] = {"description": response.description or told}
        if response.headers:
            written["headers"] = {}
            for header in response.headers:
                below = self.origins.below(pointer, "headers", header.name)
                self.origins.note(below, header.span)
                schema = emit_schema(header.schema, f"{below}/schema", self.origins, modern=self.modern)
                described: dict[str, Json] = {"description": header.description} if header.description else {}
                written["headers"][header.name] = {**described, "schema": schema}
        if response.contents:
            written["content"] = self._contents(response.contents, pointer)
        if response.implied:
            written["x-implied"] = True
        return written

    def _requirements(self, operation: Operation) -> Iterator[dict[str, list[str]]]:
        scoped = {scheme.name for scheme in self.api.security_schemes if scheme.type == "oauth2"}
        for group in operation.security or ():
            for scopes in (scoped.intersection(group) and operation.scopes) or ((),):
                yield {name: list(scopes) if name in scoped else [] for name in group}

    def _components(self) -> dict[str, Json]:
        components: dict[str, Json] = {}
        schemas: dict[str, Json] = {}
        for named in self.api.schemas:
            pointer = self.origins.below("", "components", "schemas", named.name)
            schemas[named.name] = emit_schema(named.schema, pointer, self.origins, modern=self.modern)
            self.origins.note(pointer, named.span, named.rank)
        if schemas:
            components["schemas"] = schemas
        if self.api.security_schemes:
            components["securitySchemes"] = {}
            for scheme in self.api.security_schemes:
                pointer = self.origins.below("", "components", "securitySchemes", scheme.name)
                self.origins.note(pointer, scheme.span)
                components["securitySchemes"][scheme.name] = _security_scheme(scheme)
        return components


def _server(url: str) -> str:
    return url or "/"


def _security_scheme(scheme: SecurityScheme) -> dict[str, Json]:
    if scheme.type == "http":
        return {"type": "http", "scheme": scheme.scheme}
    if scheme.type == "oauth2":
        return {"type": "oauth2", "flows": _flows(scheme)}
    return {"type": "apiKey", "in": scheme.location, "name": scheme.parameter}


def _flows(scheme: SecurityScheme) -> dict[str, Json]:
    """The flow that the known endpoints make possible (OpenAPI 3.0.4, 4.7.29); none without an endpoint."""
    urls = {"authorizationUrl": scheme.authorization_url, "tokenUrl": scheme.token_url}
    flow: dict[str, Json] = {name: url for name, url in urls.items() if url}
    names = {
        ("authorizationUrl", "tokenUrl"): "authorizationCode",
        ("tokenUrl",): "clientCredentials",
        ("authorizationUrl",): "implicit",
    }
    if not flow:
        return {}
    return {names[tuple(flow)]: {**flow, "scopes": dict.fromkeys(scheme.scopes, "")}}
