"""Compiles the corpora that lie beside the repository, and scores what comes of them."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from mockdown.compiler.settings import BuildSettings
from mockdown.emit import build
from mockdown.emit.result import BuildResult
from mockdown.source import SourceFile

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
CORPORA = SHARED / "corpora"
SCORE = SHARED / "score" / "score.py"
SUFFIXES = frozenset((".md", ".mdx", ".markdown", ".txt", ".rst", ".html", ".erb"))

Figures = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The docs of one API, with a reference where there is one."""

    name: str
    strip: tuple[str, ...] = ()
    """Prefixes that do not count when paths are compared."""
    recall_only: bool = False
    """Whether the docs describe much more than the reference does."""

    @property
    def docs(self) -> Path:
        return CORPORA / self.name / "docs"

    @property
    def truth(self) -> Path:
        return CORPORA / self.name / "truth.json"

    def pages(self) -> list[SourceFile]:
        """The pages, by their names below the folder of docs."""
        files = sorted(path for path in self.docs.rglob("*") if path.suffix in SUFFIXES and path.is_file())
        return [SourceFile(path.relative_to(self.docs).as_posix(), path.read_bytes()) for path in files]

    def build(self, openapi: str = "3.0") -> BuildResult:
        """Compile all pages through the public face."""
        return build(self.pages(), name=self.name, settings=BuildSettings(openapi=openapi))


SCORED = (
    Corpus(name="coder", strip=("/api/v2",)),
    Corpus(name="vela"),
    Corpus(name="grafana", strip=("/api",)),
    Corpus(name="gogs", strip=("/api/v1",)),
    Corpus(name="audiobookshelf", recall_only=True),
)
VIETER = Corpus(name="vieter")


def load_score() -> ModuleType:
    """The scorer, which is a script beside the repository."""
    spec = importlib.util.spec_from_file_location("corpus_score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def disputes(name: str) -> list[dict[str, Any]]:
    """The cases in which the docs and the reference of a corpus differ."""
    cases = tomllib.loads((HERE / "disputed.toml").read_text(encoding="utf-8"))["case"]
    return [case for case in cases if case["corpus"] == name]


def score(corpus: Corpus, document: Mapping[str, Any]) -> dict[str, Figures]:
    """Figures by the scorer as it is, and with the disputes settled as the docs have it."""
    module = load_score()
    strip = list(corpus.strip)
    got = module.Spec(json.loads(json.dumps(document)), strip)
    reference = module.Spec(module.load(str(corpus.truth)), strip)
    expected = module.documented(reference, corpus.docs, strip)
    plain = module.score(got, reference, expected)
    cases = disputes(corpus.name)
    figures = {"plain": figures_of(corpus, plain)}
    if cases:
        settle(cases, got, reference, expected)
        figures["settled"] = figures_of(corpus, module.score(got, reference, expected))
    return figures


def settle(cases: list[dict[str, Any]], got: Any, reference: Any, expected: set[tuple[str, str]]) -> None:
    """Let the docs win where they and the reference differ on an operation."""
    for case in cases:
        told = key_of(reference, case["operation"])
        if case["what"] == "path":
            wrong = key_of(reference, case["reference"])
            if wrong in reference.ops:
                reference.ops[told] = reference.ops.pop(wrong)
                expected.discard(wrong)
                expected.add(told)
        elif case["what"] == "only in the reference":
            reference.ops.pop(told, None)
            expected.discard(told)
        elif case["what"] == "only in the docs":
            got.ops.pop(told, None)
        elif case["what"] == "parameter type":
            if told in reference.ops:
                retype(reference, reference.ops[told], ("path", f"#{case['parameter']}"), case["type"])
        else:
            leave_out(case["what"], [spec.ops[told] for spec in (got, reference) if told in spec.ops])


def retype(reference: Any, entry: dict[str, Any], key: tuple[str, str], type_name: str) -> None:
    """Give a parameter of an operation of the reference the type that the docs show."""
    parameters = reference.parameters(entry)
    parameters[key] = {**parameters[key], "type": type_name, "schema": {"type": type_name}}
    names = [part.partition("}")[0] for part in entry["raw"].split("{")[1:]]
    listed = [
        {**item, "name": names[int(name[1:])] if where == "path" else name}
        for (where, name), item in parameters.items()
    ]
    others = [
        item for item in entry["op"].get("parameters") or () if reference.deref(item).get("in") not in _TYPED
    ]
    entry["item"] = {**entry["item"], "parameters": []}
    entry["op"] = {**entry["op"], "parameters": [*others, *listed]}


_TYPED = ("path", "query", "header", "cookie")


def leave_out(what: str, operations: list[Any]) -> None:
    """Do not count the messages of an operation in which the docs and the reference differ."""
    for entry in operations:
        operation = dict(entry["op"])
        if what == "request":
            operation.pop("requestBody", None)
            parameters = operation.get("parameters") or ()
            operation["parameters"] = [
                item for item in parameters if item.get("in") not in ("body", "formData")
            ]
        else:
            responses = (operation.get("responses") or {}).items()
            operation["responses"] = {
                status: {"description": "left out"} if str(status).startswith("2") else response
                for status, response in responses
            }
        entry["op"] = operation


def key_of(spec: Any, operation: str) -> tuple[str, str]:
    """`GET /api/x/{id}` as the scorer names it."""
    method, path = operation.split(" ", 1)
    return method, spec.template("", path)


def figures_of(corpus: Corpus, scores: Mapping[str, Any]) -> Figures:
    """One number for each line of the scorer."""
    kind = "recall" if corpus.recall_only else "f1"
    found: Figures = {}
    for name, row in scores.items():
        if not name.startswith("_"):
            value = row[kind] if kind in row else row["share"]
            if value is not None:
                found[name] = value
    return found


def facts_of(document: Mapping[str, Any]) -> Iterator[str]:
    """Operations and parameters, a line each, with path parameters by their position."""
    base = str((document.get("servers") or [{"url": ""}])[0]["url"]).partition("://")[2].partition("/")[2]
    for path, item in document["paths"].items():
        full = f"/{base}{path}" if base else path
        names = [segment[1:-1] for segment in full.split("/") if segment.startswith("{")]
        shown = "/".join("{}" if segment.startswith("{") else segment for segment in full.split("/"))
        for method, operation in item.items():
            needs = "key" if operation.get("security") else "open"
            yield f"{method.upper()} {shown} {needs}"
            for parameter in operation.get("parameters", ()):
                place, name = parameter["in"], parameter["name"]
                label = str(names.index(name)) if place == "path" else name
                yield f"{method.upper()} {shown} {place} {label} {_type(parameter['schema'])}"
            yield from (f"{method.upper()} {shown} body {kind}" for kind in _media_types(operation))


def _type(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type", "any")
    if kind == "array":
        kind = f"array of {schema['items'].get('type', 'any')}"
    return f"{kind} {'|'.join(schema['enum'])}" if "enum" in schema else str(kind)


def _media_types(operation: Mapping[str, Any]) -> list[str]:
    return list((operation.get("requestBody") or {"content": {}})["content"])
