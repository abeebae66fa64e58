from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockdown.description import Description, read_description
from mockdown.diagnostics import MockdownError
from mockdown.loading.values import load_json, load_yaml
from mockdown.loading.yaml_text import LoadingError
from mockdown.source import Origin, Rank

SMALL = """\
openapi: 3.0.4
info: {title: Shop, version: '1'}
servers: [{url: 'https://{host}/api/v1/', variables: {host: {default: shop.example}}}]
paths:
  /books/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
    get:
      parameters:
        - $ref: '#/components/parameters/Fields'
      responses:
        200: {description: a book}
components:
  parameters:
    Fields: {name: fields, in: query, schema: {type: string}}
"""


def written(folder: Path, text: str | bytes, name: str = "shop.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def complaint(path: Path) -> tuple[str, str]:
    with pytest.raises(MockdownError) as caught:
        read_description(path, shown=path.name)
    (found, *_) = caught.value.diagnostics
    return found.code.id, found.message


def test_a_description_knows_its_operations(tmp_path: Path) -> None:
    """Operations, parameters and base path are read from any OpenAPI file."""
    description = read_description(written(tmp_path, SMALL))
    (operation,) = description.operations
    assert (description.name, description.title, description.base_path) == ("shop", "Shop", "/api/v1")
    assert operation.label == "GET /books/{id}"
    assert [parameter["name"] for parameter in description.parameters(operation)] == ["id", "fields"]
    assert list(operation.definition["responses"]) == ["200"]


def test_json_gives_the_same_as_yaml(tmp_path: Path) -> None:
    """The suffix says how to read, not what is read."""
    yaml = read_description(written(tmp_path, SMALL))
    text = json.dumps(yaml.document)
    assert read_description(written(tmp_path, text, "shop.json")).document == yaml.document


def test_the_map_beside_a_description_gives_the_lines(tmp_path: Path) -> None:
    """A pointer is located, or else its nearest parent."""
    path = written(tmp_path, SMALL)
    pointers = {"/paths/~1books~1{id}/get": ["docs/books.md", 7, "declared"]}
    written(tmp_path, json.dumps({"pointers": pointers}), "shop.map.json")
    description = read_description(path)
    expected = Origin("docs/books.md", 7, Rank.DECLARED)
    assert description.origin("/paths/~1books~1{id}/get/responses/200") == expected
    assert description.origin("/components") is None


@pytest.mark.parametrize(
    "text", ["[]", "{}", "{", '{"pointers": {"/a": ["p"]}}', '{"pointers": {"/a": ["p", 1, "x"]}}']
)
def test_a_broken_map_is_told(tmp_path: Path, text: str) -> None:
    """A file beside the description that is no map is one message."""
    path = written(tmp_path, SMALL)
    written(tmp_path, text, "shop.map.json")
    assert complaint(path) == ("DSC104", "shop.map.json is not a source map")


@pytest.mark.parametrize(
    ("text", "name", "code", "message"),
    [
        ("a: [", "x.yaml", "DSC101", "x.yaml: not YAML: did not find expected node content"),
        ("{", "x.json", "DSC101", "x.json: not JSON: expecting property name"),
        (b"\xff\xfe", "x.yaml", "DSC101", "x.yaml is not UTF-8 text"),
        ("just words", "x.yaml", "DSC101", "x.yaml holds no OpenAPI description"),
        ("", "x.yaml", "DSC101", "x.yaml holds no OpenAPI description"),
        ("{}", "x.json", "DSC102", "x.json states no OpenAPI version"),
        ("swagger: '2.0'", "x.yaml", "DSC102", "x.yaml is written in Swagger 2.0; served are 3.0 and 3.1"),
        ("openapi: 3.2.0", "x.yaml", "DSC102", "x.yaml is written in OpenAPI 3.2.0; served are 3.0 and 3.1"),
        ("openapi: 3.0", "x.yaml", "DSC102", "x.yaml is written in OpenAPI 3.0; served are 3.0 and 3.1"),
        ("openapi: 3.0.3", "x.yaml", "DSC103", '"info" is a required property (at /)'),
    ],
)
def test_what_cannot_be_served_is_told(
    tmp_path: Path, text: str | bytes, name: str, code: str, message: str
) -> None:
    """Each thing that is wrong with a file has its own words."""
    found, said = complaint(written(tmp_path, text, name))
    assert found == code
    assert said.startswith(message)


def test_a_fault_is_told_with_its_pointer(tmp_path: Path) -> None:
    """What breaks the specification is told where it stands, not from the top."""
    broken = SMALL.replace("{description: a book}", "{descripton: a book}")
    code, message = complaint(written(tmp_path, broken))
    assert code == "DSC103"
    assert message.endswith("(at /paths/~1books~1{id}/get/responses/200)")
    assert "description" in message


def test_a_reference_to_nothing_is_told(tmp_path: Path) -> None:
    """A description whose references lead nowhere cannot be served."""
    broken = SMALL.replace("parameters/Fields", "parameters/Felds")
    assert complaint(written(tmp_path, broken)) == (
        "DSC103",
        "`$ref` points at nothing: #/components/parameters/Felds (at /paths/~1books~1{id}/get/parameters/0)",
    )


def test_a_reference_to_a_schema_that_says_nothing_is_right(tmp_path: Path) -> None:
    """An empty schema stands where it stands: it allows everything."""
    schemas = """\
  schemas:
    Anything: {}
    A: {type: object, properties: {inner: {$ref: '#/components/schemas/Anything'}}}
"""
    assert read_description(written(tmp_path, SMALL + schemas)).name == "shop"


def test_references_in_a_circle_are_told(tmp_path: Path) -> None:
    """References that lead only to each other describe nothing; a schema that contains itself does."""
    schemas = """\
  schemas:
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}
"""
    code, message = complaint(written(tmp_path, SMALL + schemas))
    assert code == "DSC103"
    assert message.startswith("`$ref` leads only to other references, and round in a circle: ")
    recursive = """\
  schemas:
    A: {type: object, properties: {inner: {$ref: '#/components/schemas/A'}}}
"""
    assert read_description(written(tmp_path, SMALL + recursive)).name == "shop"


@pytest.mark.parametrize("reference", ["other.yaml#/A", "https://x.example/a.json", "#anchor", "./a.json"])
def test_a_reference_out_of_the_file_is_refused(tmp_path: Path, reference: str) -> None:
    """What is in other files is not fetched, and not left out silently either."""
    outside = SMALL.replace("#/components/parameters/Fields", reference)
    code, message = complaint(written(tmp_path, outside))
    assert code == "DSC105"
    assert f"{reference} (at /paths/~1books~1{{id}}/get/parameters/0)" in message


def test_a_reference_in_data_is_none(tmp_path: Path) -> None:
    """Examples may show references, as data."""
    shown = SMALL.replace("schema: {type: string}", "schema: {type: object}, example: {$ref: other.yaml}")
    assert read_description(written(tmp_path, shown)).name == "shop"


def test_openapi_3_1_is_read(tmp_path: Path) -> None:
    """Both versions are served."""
    assert read_description(written(tmp_path, SMALL.replace("3.0.4", "3.1.1"))).version == "3.1.1"


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    """What is not there, or is no file, is one message."""
    assert complaint(tmp_path / "no.yaml") == ("SRC103", "no.yaml does not exist")
    (tmp_path / "is.yaml").mkdir()
    assert complaint(tmp_path / "is.yaml") == ("SRC105", "is.yaml cannot be read: is a directory")


def test_plain_scalars_are_those_of_yaml_1_2() -> None:
    """`on`, dates and base-60 numbers are text, as in every other OpenAPI tool."""
    text = "{on: yes, date: 2020-01-31, time: 12:30, octal: 0o7, null: ~, number: 1e3, "
    text += "hex: 0x10, empty: , tagged: !!str 1}"
    assert load_yaml(text) == {
        "on": "yes",
        "date": "2020-01-31",
        "time": "12:30",
        "octal": 7,
        "tagged": "1",
        "null": None,
        "number": 1000.0,
        "hex": 16,
        "empty": None,
    }


def test_merge_keys_are_merged() -> None:
    """`<<` brings the keys of other mappings; its own win, then those of the first."""
    text = "{a: &a {x: 1, y: 1}, b: &b {x: 2, z: 2}, c: {y: 3, <<: [*a, *b]}}"
    assert load_yaml(text)["c"] == {"x": 1, "y": 3, "z": 2}
    assert load_yaml("{a: &a {x: 1, y: 1}, b: {<<: *a, y: 2}}")["b"] == {"x": 1, "y": 2}


BOMB = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n" + "\n".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2", "the key `a` stands twice in one mapping"),
        ("? [a]\n: b", "a key of a mapping must be a plain value"),
        (
            "a: !!python/name:os.system x",
            "the tag `tag:yaml.org,2002:python/name:os.system` stands for no value that JSON has",
        ),
        ("a: &a [*a]", "the alias `*a` names nothing that is complete"),
        ("a: &a {b: {*a : 1}}", "a key of a mapping must be a plain value"),
        ("{a: {<<: 1}}", "`<<` must name a mapping"),
        ("a: 1\n---\nb: 1", "more than one document in a file"),
        ("!!set {a}", "the tag `tag:yaml.org,2002:set` stands for no value that JSON has"),
        ("a: !!int x", "not YAML: invalid literal"),
        (BOMB, "its aliases make millions of values of it"),
        ("[" * 1_000_000, "nested too deeply to be read"),
        ("- " * 1_000_000, "nested too deeply to be read"),
        ("a: \x01", "not YAML: unacceptable character"),
    ],
)
def test_hostile_yaml_is_refused(text: str, message: str) -> None:
    """Nothing in a description runs code, loops, or grows without bound."""
    with pytest.raises(LoadingError) as caught:
        load_yaml(text)
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1, "a": 2}', "the key `a` stands twice in one object"),
        ("[" * 100_000, "nested too deeply to be read"),
        ('{"a": ' * 600 + "1" + "}" * 600, "nested too deeply to be read"),
        ("9" * 5000, "not JSON: exceeds the limit"),
    ],
)
def test_hostile_json_is_refused(text: str, message: str) -> None:
    """The same holds for JSON."""
    with pytest.raises(LoadingError) as caught:
        load_json(text)
    assert caught.value.message.lower().startswith(message.lower())


def test_references_that_loop_end_in_nothing() -> None:
    """A ring of references is no endless walk."""
    ring = {"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}, "list": [1]}
    description = Description("ring", ring)
    assert description.resolve({"$ref": "#/a"}) == {}
    assert description.resolve({"$ref": "other.yaml"}) == {}
    assert (description.at("/list/0"), description.at("/list/7"), description.at("/list/0/x")) == (1, {}, {})
