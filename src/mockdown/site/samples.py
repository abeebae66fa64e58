"""Code samples of a request: curl, Python with httpx, JavaScript with fetch, Go."""

from __future__ import annotations

import json
from collections.abc import Callable

from mockdown.site.bodies import pretty
from mockdown.site.highlight import highlight
from mockdown.site.request import SampleRequest
from mockdown.site.views import CodeView

Writer = Callable[[SampleRequest], str]
"""Writes a request in one language; nothing where the language needs more than a sample's few lines."""


def samples(request: SampleRequest) -> tuple[CodeView, ...]:
    """The request in every language there is a writer for."""
    return tuple(
        CodeView(title=title, language=language, html=highlight(text, language), text=text)
        for title, language, writer in WRITERS
        if (text := writer(request))
    )


def curl(request: SampleRequest) -> str:
    """A command for a POSIX shell."""
    method = "" if request.method == "GET" else f"-X {request.method} "
    parts = [f"curl {method}{_shell(request.full_url)}"]
    parts += [f"-H {_shell(f'{name}: {value}')}" for name, value in request.headers]
    option = "-F" if request.multipart else "--data-urlencode"
    parts += [f"{option} {_shell(f'{name}={value}')}" for name, value in request.form]
    if request.text is not None:
        parts.append(f"--data-raw {_shell(request.text)}")
    elif request.json is not None:
        parts.append(f"--data-raw {_shell(_json_text(request))}")
    return " \\\n  ".join(parts)


def httpx(request: SampleRequest) -> str:
    """Python with httpx."""
    lines = [f"    {json.dumps(request.method)},", f"    {json.dumps(request.full_url)},"]
    if request.headers:
        lines.append("    headers={" + ", ".join(f"{_py(k)}: {_py(v)}" for k, v in request.headers) + "},")
    if request.form:
        fields = ", ".join(f"{_py(k)}: {_py(v)}" for k, v in request.form)
        lines.append("    files={" + fields + "}," if request.multipart else "    data={" + fields + "},")
    if request.text is not None:
        lines.append(f"    content={_py(request.text)},")
    elif request.json is not None:
        lines.append(f"    json={_indent(_python_value(request.json), 4)},")
    call = "\n".join(lines)
    return f"import httpx\n\nresponse = httpx.request(\n{call}\n)\nprint(response.status_code, response.text)"


def fetch(request: SampleRequest) -> str:
    """JavaScript with fetch."""
    lines = [f'  method: "{request.method}",']
    if request.headers:
        lines.append("  headers: {")
        lines += [f"    {_js(name)}: {_js(value)}," for name, value in request.headers]
        lines.append("  },")
    if request.form:
        lines.append(f"  body: new URLSearchParams({_indent(json.dumps(dict(request.form), indent=2), 2)}),")
    if request.text is not None:
        lines.append(f"  body: {_js(request.text)},")
    elif request.json is not None:
        lines.append(f"  body: JSON.stringify({_indent(_json_text(request), 2)}),")
    options = "\n".join(lines)
    call = f"const response = await fetch({_js(request.full_url)}, {{\n{options}\n}});"
    text = f"{call}\nconsole.log(response.status, await response.text());"
    if request.multipart:
        return _with_form_data(request, text)
    return text


def go(request: SampleRequest) -> str:
    """Go with its standard library; multipart bodies would need a program."""
    if request.multipart:
        return ""
    imports = ["fmt", "io", "net/http"]
    body = "nil"
    headers = list(request.headers)
    if request.form:
        imports.append("net/url")
        body = "strings.NewReader(form.Encode())"
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    elif request.text is not None or request.json is not None:
        body = f"strings.NewReader({_go(request.text if request.text is not None else _json_text(request))})"
    if body != "nil":
        imports.append("strings")
    lines = ["package main", "", "import (", *(f'\t"{name}"' for name in imports), ")", "", "func main() {"]
    if request.form:
        lines.append("\tform := url.Values{}")
        lines += [f"\tform.Set({_js(name)}, {_js(value)})" for name, value in request.form]
    lines.append(f"\trequest, err := http.NewRequest({_js(request.method)}, {_js(request.full_url)}, {body})")
    lines += ["\tif err != nil {", "\t\tpanic(err)", "\t}"]
    lines += [f"\trequest.Header.Set({_js(name)}, {_js(value)})" for name, value in headers]
    lines += [
        "\tresponse, err := http.DefaultClient.Do(request)",
        "\tif err != nil {",
        "\t\tpanic(err)",
        "\t}",
    ]
    lines += ["\tdefer response.Body.Close()", "\ttext, _ := io.ReadAll(response.Body)"]
    lines += ["\tfmt.Println(response.Status, string(text))", "}"]
    return "\n".join(lines)


WRITERS: tuple[tuple[str, str, Writer], ...] = (
    ("curl", "bash", curl),
    ("Python", "python", httpx),
    ("JavaScript", "javascript", fetch),
    ("Go", "go", go),
)


def _with_form_data(request: SampleRequest, text: str) -> str:
    lines = ["const form = new FormData();"]
    lines += [f"form.set({_js(name)}, {_js(value)});" for name, value in request.form]
    start, _, rest = text.partition("  body: new URLSearchParams(")
    return "\n".join(lines) + "\n" + start + "  body: form,\n" + rest.partition("),\n")[2]


def _json_text(request: SampleRequest) -> str:
    return (
        json.dumps(request.json, ensure_ascii=False)
        if isinstance(request.json, str)
        else pretty(request.json)
    )


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _py(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


_js = _py


def _go(text: str) -> str:
    return f"`{text}`" if "`" not in text and "\r" not in text else _py(text)


def _python_value(value: object) -> str:
    """Python's literal for a JSON value, laid out like the JSON."""
    match value:
        case dict() if value:
            inner = "".join(
                f"    {_py(str(key))}: {_indent(_python_value(v), 4)},\n" for key, v in value.items()
            )
            return "{\n" + inner + "}"
        case list() if value:
            inner = "".join(f"    {_indent(_python_value(v), 4)},\n" for v in value)
            return "[\n" + inner + "]"
        case str():
            return _py(value)
    return repr(value)


def _indent(text: str, width: int) -> str:
    return text.replace("\n", "\n" + " " * width)
