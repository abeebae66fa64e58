"""Real pages, as people paste them, become the description that their readers would write.

The pages lie beside the repository.  What is expected of them is worked out here from their lines,
without any of our readers: titles cut a page into sections, and a small walk over the lines of a
JSON example tells on which line each of its members stands.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

Path_ = tuple[str, ...]
"""The way to a member of a JSON value; `[]` stands for "any element"."""
Build = Callable[["Page"], "Built"]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a page says about one operation."""

    title: str
    """The heading under which everything about it stands."""
    method: str
    path: str
    key: str | None = None
    """The header that carries the credentials, `bearer`, or None where nothing is asked for."""
    parameters: tuple[tuple[str, str, str, bool], ...] = ()
    """Name, location, type, required."""
    statuses: tuple[str, ...] = ("200",)
    body: bool = False
    answer: bool = True
    """Whether an example shows the content of the 200 response."""
    schema: str | None = None
    """The name of the schema of that content."""


@dataclass(frozen=True)
class Page:
    """One seed and its operations, in the order of the page."""

    file: str
    operations: tuple[Expected, ...]


SESSION = "Coder-Session-Token"
PAGES = (
    Page(
        "000_0b62f7e5633a5a3a.txt",
        (
            Expected(
                title="Get prebuilds settings",
                method="get",
                path="/api/v2/prebuilds/settings",
                key=SESSION,
                schema="codersdk.PrebuildsSettings",
            ),
            Expected(
                title="Update prebuilds settings",
                method="put",
                path="/api/v2/prebuilds/settings",
                key=SESSION,
                statuses=("200", "304"),
                body=True,
                schema="codersdk.PrebuildsSettings",
            ),
        ),
    ),
    Page(
        "001_bd6b28c5c61fdd48.txt",
        (
            Expected(title="API root handler", method="get", path="/api/v2/", schema="codersdk.Response"),
            Expected(
                title="Build info",
                method="get",
                path="/api/v2/buildinfo",
                schema="codersdk.BuildInfoResponse",
            ),
            Expected(
                title="Report CSP violations",
                method="post",
                path="/api/v2/csp/reports",
                key=SESSION,
                body=True,
                answer=False,
            ),
            Expected(
                title="Get deployment config",
                method="get",
                path="/api/v2/deployment/config",
                key=SESSION,
                schema="codersdk.DeploymentConfig",
            ),
            Expected(
                title="SSH Config",
                method="get",
                path="/api/v2/deployment/ssh",
                key=SESSION,
                schema="codersdk.SSHConfigResponse",
            ),
            Expected(
                title="Get deployment stats",
                method="get",
                path="/api/v2/deployment/stats",
                key=SESSION,
                schema="codersdk.DeploymentStats",
            ),
            Expected(title="Get enabled experiments", method="get", path="/api/v2/experiments", key=SESSION),
            Expected(
                title="Get safe experiments", method="get", path="/api/v2/experiments/available", key=SESSION
            ),
            Expected(
                title="Update check",
                method="get",
                path="/api/v2/updatecheck",
                schema="codersdk.UpdateCheckResponse",
            ),
            Expected(
                title="Get token config",
                method="get",
                path="/api/v2/users/{user}/keys/tokens/tokenconfig",
                key=SESSION,
                parameters=(("user", "path", "string", True),),
                schema="codersdk.TokenConfig",
            ),
        ),
    ),
    Page(
        "002_d0d9498d76f73cda.txt",
        (
            Expected(title="API root handler", method="get", path="/api/v2/", schema="codersdk.Response"),
            Expected(
                title="Build info",
                method="get",
                path="/api/v2/buildinfo",
                schema="codersdk.BuildInfoResponse",
            ),
            Expected(
                title="Get deployment config",
                method="get",
                path="/api/v2/config/deployment",
                key=SESSION,
                schema="codersdk.DeploymentConfig",
            ),
            Expected(
                title="Report CSP violations",
                method="post",
                path="/api/v2/csp/reports",
                key=SESSION,
                body=True,
                answer=False,
            ),
            Expected(
                title="Update check",
                method="get",
                path="/api/v2/updatecheck",
                schema="codersdk.UpdateCheckResponse",
            ),
        ),
    ),
    Page(
        "003_df2b8e8ad8aff76c.txt",
        (
            Expected(
                title="Build",
                method="put",
                path="/api/v1/admin/build",
                key="bearer",
                statuses=("200", "401"),
                body=True,
            ),
        ),
    ),
    Page(
        "004_ecf711db12bc4fe6.txt",
        (
            Expected(
                title="Manually schedule a job",
                method="post",
                path="/api/v1/jobs/queue",
                key="X-Api-Key",
                parameters=(
                    ("target", "query", "integer", False),
                    ("arch", "query", "string", False),
                    ("force", "query", "boolean", False),
                ),
                statuses=(),
                answer=False,
            ),
            Expected(
                title="Poll for new jobs",
                method="get",
                path="/api/v1/jobs/poll",
                key="X-Api-Key",
                parameters=(("arch", "query", "string", False), ("max", "query", "integer", False)),
            ),
        ),
    ),
)
OPERATIONS = [
    pytest.param(page, expected, id=f"{page.file[:3]}-{expected.method}-{expected.path}")
    for page in PAGES
    for expected in page.operations
]


# -- what the pages hold, line by line ----------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """A JSON value in a page, and the lines (from 1) of its members."""

    value: Any
    start: int
    members: dict[Path_, int]


def read_examples(lines: list[str], first: int, end: int) -> Iterator[Example]:
    """Read the JSON values that stand between two lines, each opened by a bracket on its own line."""
    number = first
    while number < end:
        if lines[number - 1].strip() in {"{", "["}:
            example, number = read_example(lines, number)
            yield example
        number += 1


def read_example(lines: list[str], start: int) -> tuple[Example, int]:
    """Read one JSON value; return it with the line of its last bracket."""
    members: dict[Path_, int] = {}
    stack: list[Path_] = []
    kept = []
    number = start
    while True:
        text = lines[number - 1].strip()
        if text not in {"", "|"}:
            kept.append(text)
            step(text, number, stack, members)
        if not stack:
            return Example(json.loads("".join(kept)), start, members), number
        number += 1


def step(text: str, number: int, stack: list[Path_], members: dict[Path_, int]) -> None:
    """Follow one line of JSON: note the member it names, and what it opens or closes."""
    here = tuple(part for way in stack for part in way)
    named = re.match(r'"([^"]+)": *(.*)', text)
    rest = named[2] if named else text
    if named:
        members.setdefault((*here, named[1]), number)
    if rest in {"{", "["}:
        stack.append(((named[1],) if named else ()) + (("[]",) if rest == "[" else ()))
    elif text[0] in "}]":
        stack.pop()


def types_of(value: Any, way: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """The types that an example shows.  Null shows none; property1 and property2 are placeholders."""
    if isinstance(value, dict):
        yield way, "object"
        for name, member in value.items():
            if "property1" not in value:
                yield from types_of(member, (*way, name))
    elif isinstance(value, list):
        yield way, "array"
        for element in value[:1]:
            yield from types_of(element, (*way, "[]"))
    elif value is not None:
        yield way, {bool: "boolean", int: "integer", float: "number", str: "string"}[type(value)]


# -- what mockdown made of them -----------------------------------------------------------------


@dataclass(frozen=True)
class Built:
    """A page, the description that was built of it, and its source map."""

    page: Page
    lines: list[str]
    file: Path
    document: dict[str, Any]
    pointers: dict[str, list[Any]]

    @cached_property
    def base_path(self) -> str:
        url = self.document.get("servers", [{"url": ""}])[0]["url"]
        return re.sub(r"^[a-z]+://[^/]*", "", str(url)).rstrip("/")

    @cached_property
    def operations(self) -> dict[tuple[str, str], str]:
        """Method and full path of every operation, with its pointer."""
        return {
            (method, self.base_path + path): f"/paths/{escape(path)}/{method}"
            for path, item in self.document["paths"].items()
            for method in item
            if method in {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
        }

    def at(self, pointer: str) -> Any:
        node: Any = self.document
        for token in pointer.split("/")[1:]:
            key = token.replace("~1", "/").replace("~0", "~")
            node = node[int(key)] if isinstance(node, list) else node[key]
        return node

    def follow(self, pointer: str) -> tuple[str, Any]:
        """Go where references lead."""
        node = self.at(pointer)
        while "$ref" in node:
            pointer = node["$ref"][1:]
            node = self.at(pointer)
        return pointer, node

    def line(self, pointer: str) -> int:
        """The line that the source map gives for exactly this element."""
        assert pointer in self.pointers, f"the source map is silent about {pointer}"
        name, line, _rank = self.pointers[pointer]
        assert Path(name).name == self.page.file
        return int(line)

    def section(self, expected: Expected) -> tuple[int, int]:
        """The first line of an operation's section, and the line after its last."""
        titles = {operation.title for operation in self.page.operations}
        starts = [n for n, text in enumerate(self.lines, 1) if text.lstrip("# ") in titles]
        first = next(n for n in starts if self.lines[n - 1].lstrip("# ") == expected.title)
        return first, min((n for n in starts if n > first), default=len(self.lines) + 1)

    def find(self, expected: Expected, pattern: str) -> set[int]:
        """The lines of an operation's section that a pattern matches from their start."""
        first, end = self.section(expected)
        return {n for n in range(first, end) if re.match(pattern, self.lines[n - 1])}

    def examples(self, expected: Expected) -> dict[str, Example]:
        """The examples of an operation: of its `body` first, then of its `answer`."""
        roles = [role for role in ("body", "answer") if getattr(expected, role)]
        return dict(zip(roles, read_examples(self.lines, *self.section(expected)), strict=True))

    def content(self, expected: Expected, role: str) -> str:
        """The pointer of the JSON schema of the body, or of the 200 response."""
        operation = self.operations[expected.method, expected.path]
        start = f"{operation}/requestBody" if role == "body" else f"{operation}/responses/200"
        return f"{self.follow(start)[0]}/content/application~1json/schema"

    def walk(self, pointer: str, way: Path_ = ()) -> Iterator[tuple[Path_, str, dict[str, Any]]]:
        """All schemas below one, each with the way to it and the pointer at which it is written."""
        written = pointer
        pointer, schema = self.follow(pointer)
        yield way, written, schema
        if len(way) > 12:
            return
        for part in range(len(schema.get("allOf", ()))):
            yield from self.walk(f"{pointer}/allOf/{part}", way)
        for name in schema.get("properties", ()):
            yield from self.walk(f"{pointer}/properties/{escape(name)}", (*way, name))
        if "items" in schema:
            yield from self.walk(f"{pointer}/items", (*way, "[]"))


def escape(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    command = [sys.executable, "-m", "mockdown", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def seeds() -> Path:
    """The folder of the seeds.  A build of record must have it."""
    if SEEDS.is_dir():
        return SEEDS
    if os.environ.get("CI") == "true":
        pytest.fail(f"{SEEDS} is missing: the seed pages must lie beside the repository")
    pytest.skip("the seed pages do not lie beside this clone")


@pytest.fixture(scope="module")
def build(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Compile a page, once, with `mockdown build FILE -o OUTPUT`."""

    @cache
    def build_page(page: Page) -> Built:
        output = tmp_path_factory.mktemp("built") / "api.yaml"
        done = run("build", seeds / page.file, "-o", output, cwd=output.parent)
        assert done.returncode == 0, done.stderr
        source_map = json.loads((output.parent / "api.map.json").read_text(encoding="utf-8"))
        return Built(
            page,
            (seeds / page.file).read_text(encoding="utf-8").split("\n"),
            output,
            yaml.safe_load(output.read_text(encoding="utf-8")),
            source_map["pointers"],
        )

    return build_page


every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file[:3])
every_operation = pytest.mark.parametrize(("page", "expected"), OPERATIONS)


# -- the promises -------------------------------------------------------------------------------


@every_page
def test_exactly_the_documented_operations(build: Build, page: Page) -> None:
    """Every operation of the page is there, under its whole path, and no other."""
    built = build(page)
    assert set(built.operations) == {(expected.method, expected.path) for expected in page.operations}


@every_page
def test_valid_description(build: Build, page: Page) -> None:
    """The result is OpenAPI 3.0.4 in the eyes of openapi-spec-validator."""
    built = build(page)
    assert built.document["openapi"] == "3.0.4"
    validate(built.document)


@every_page
def test_standard_output_is_the_same(build: Build, page: Page) -> None:
    """Without `-o` the same bytes go to standard output, and nothing else does."""
    built = build(page)
    done = run("build", SEEDS / page.file, cwd=built.file.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout == built.file.read_text(encoding="utf-8")
    assert "Traceback" not in done.stderr


@every_operation
def test_credentials(build: Build, page: Page, expected: Expected) -> None:
    """An operation asks for the credentials that its page shows, and for none where it shows none."""
    built = build(page)
    operation = built.at(built.operations[expected.method, expected.path])
    requirements = operation.get("security", built.document.get("security", []))
    if expected.key is None:
        assert not any(requirements)
        return
    schemes = built.document["components"]["securitySchemes"]
    asked = [schemes[name] for requirement in requirements for name in requirement]
    assert asked, "no credentials are asked for"
    assert {} not in requirements
    for scheme in asked:
        if expected.key == "bearer":
            assert (scheme["type"], scheme["scheme"].lower()) == ("http", "bearer")
        else:
            assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", expected.key)


@every_operation
def test_parameters(build: Build, page: Page, expected: Expected) -> None:
    """Every parameter has its location, type and obligation, and leads to its row."""
    built = build(page)
    pointer = built.operations[expected.method, expected.path]
    holders = (f"{pointer}/parameters", f"{pointer.rpartition('/')[0]}/parameters")
    found = []
    for holder in holders:
        parent, _, last = holder.rpartition("/")
        for index in range(len(built.at(parent).get(last, ()))):
            place, parameter = built.follow(f"{holder}/{index}")
            row = rf"\|? ?`?{parameter['name']}`? *(\||string )"
            assert built.line(place) in built.find(expected, row)
            required = parameter.get("required", False)
            found.append((parameter["name"], parameter["in"], parameter["schema"]["type"], required))
    assert sorted(found) == sorted(expected.parameters)


@every_operation
def test_operation_leads_to_its_announcement(build: Build, page: Page, expected: Expected) -> None:
    """The source map gives the line on which method and path stand together."""
    built = build(page)
    line = built.line(built.operations[expected.method, expected.path])
    path = expected.path.removeprefix("/api/v2")
    announced = rf"`?{expected.method.upper()} +(/api/v2)?{re.escape(path)}`?$"
    assert built.find(expected, announced) == {line}


@every_operation
def test_responses(build: Build, page: Page, expected: Expected) -> None:
    """The documented statuses, and no others but implied ones, each leading to the line that names it."""
    built = build(page)
    pointer = built.operations[expected.method, expected.path] + "/responses"
    told = {}
    for status in built.at(pointer):
        place, response = built.follow(f"{pointer}/{status}")
        if not response.get("x-implied"):
            told[status] = place
    assert set(told) == set(expected.statuses)
    for status, place in told.items():
        rows = built.find(expected, rf"(\| )?{status}(?! Response)")
        shown = {built.examples(expected)["answer"].start} if expected.answer else set()
        fences = {line - step for line in shown for step in (0, 1, 2)}
        assert built.line(place) in (rows or fences)


@every_operation
def test_bodies_and_answers(build: Build, page: Page, expected: Expected) -> None:
    """Each member of an example is a property of the same type."""
    built = build(page)
    operation = built.at(built.operations[expected.method, expected.path])
    assert ("requestBody" in operation) is expected.body
    for role, example in built.examples(expected).items():
        schemas: dict[Path_, set[str]] = defaultdict(set)
        for way, _place, schema in built.walk(built.content(expected, role)):
            schemas[way] |= {schema["type"]} if "type" in schema else set()
        for way, wanted in types_of(example.value):
            assert schemas[way] == {wanted}, way
    if expected.body:
        first, end = built.section(expected)
        assert operation["requestBody"]["required"] is True
        assert first <= built.line(built.operations[expected.method, expected.path] + "/requestBody") < end


@every_operation
def test_named_schemas(build: Build, page: Page, expected: Expected) -> None:
    """Content whose schema has a name refers to that name."""
    built = build(page)
    roles = [role for role in ("body", "answer") if getattr(expected, role) and expected.schema]
    for role in roles:
        reference = built.at(built.content(expected, role))["$ref"]
        assert reference == f"#/components/schemas/{expected.schema}"


@every_page
def test_property_leads_to_its_line(build: Build, page: Page) -> None:
    """The source map gives for every property the line of an example on which it stands."""
    built = build(page)
    wanted: dict[str, set[int]] = defaultdict(set)
    for expected in page.operations:
        for role, example in built.examples(expected).items():
            for way, place, _schema in built.walk(built.content(expected, role)):
                if way and way[-1] != "[]" and way in example.members:
                    wanted[place].add(example.members[way])
    assert wanted
    for place, lines in wanted.items():
        assert built.line(place) in lines, place


def test_not_modified_has_no_content(build: Build) -> None:
    """The 304 of the settings comes without content."""
    built = build(PAGES[0])
    pointer = built.operations["put", "/api/v2/prebuilds/settings"]
    assert not built.follow(f"{pointer}/responses/304")[1].get("content")


def test_experiments_are_an_array_of_strings(build: Build) -> None:
    """The list of experiments is what its example shows, whatever the odd table below it says."""
    built = build(PAGES[1])
    for expected in PAGES[1].operations[6:8]:
        schemas = {way: schema for way, _, schema in built.walk(built.content(expected, "answer"))}
        assert schemas[()]["type"] == "array"
        assert schemas["[]",]["type"] == "string"


def test_flag_objects_carry_the_types_of_their_values(build: Build) -> None:
    """`default` and `value` of a flag have the type which that flag holds."""
    built = build(PAGES[2])
    schemas = {way: s for way, _, s in built.walk(built.content(PAGES[2].operations[2], "answer"))}
    for way, kind in {
        ("access_url",): "string",
        ("audit_logging",): "boolean",
        ("derp", "server", "region_id"): "integer",
        ("tls", "cert_file"): "array",
    }.items():
        flag = {"default", "enterprise", "flag", "hidden", "name", "secret", "shorthand", "usage", "value"}
        assert set(schemas[way]["properties"]) == flag
        assert schemas[(*way, "value")]["type"] == schemas[(*way, "default")]["type"] == kind
    assert schemas["gitauth", "value", "[]", "scopes", "[]"]["type"] == "string"


def test_whole_object_is_required(build: Build) -> None:
    """A note that the entire object must be provided makes every property required."""
    built = build(PAGES[3])
    _, schema = built.follow(built.content(PAGES[3].operations[0], "body"))
    assert len(schema["properties"]) == 25
    assert set(schema["required"]) == set(schema["properties"])


def test_flag_may_stand_without_a_value(build: Build) -> None:
    """`?force` alone is a way to say true."""
    built = build(PAGES[4])
    pointer = built.operations["post", "/api/v1/jobs/queue"]
    parameters = [built.follow(f"{pointer}/parameters/{index}")[1] for index in range(3)]
    assert {p["name"]: p.get("allowEmptyValue", False) for p in parameters} == {
        "target": False,
        "arch": False,
        "force": True,
    }


def test_curl_without_a_method_is_noticed(build: Build) -> None:
    """A curl that would send GET is reported at its line, and the announced POST holds."""
    built = build(PAGES[4])
    done = run("lint", SEEDS / built.page.file, "--format", "concise", cwd=built.file.parent)
    places = [int(m[1]) for m in re.finditer(rf"{built.page.file}:(\d+).*OPN301", done.stdout + done.stderr)]
    assert len(places) == 1
    assert places[0] in built.find(PAGES[4].operations[0], r"curl|-H|https:")
