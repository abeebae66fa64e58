"""What `mockdown explain` does: find an element, and show the lines behind it and what lost against them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from rich.text import Text

from mockdown import codes
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal
from mockdown.config import Config, load_config
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.model.paths import METHODS
from mockdown.reporting import Format, render
from mockdown.reporting.full import FRAME, paint
from mockdown.reporting.glyphs import visible
from mockdown.targets import Compiled, compile_target, resolve_targets
from mockdown.targets.explanations import Explanation, SourceLine, explain
from mockdown.targets.lookup import find_element, find_operations

SHOWN = 30
"""So many lines of an element are shown, and as many places on the pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainRequest:
    """The command line of `mockdown explain`."""

    words: tuple[str, ...]
    cwd: Path
    api: str | None = None
    form: str = "full"
    mock: bool = False
    cache: Path | None = None


def _with_target(request: ExplainRequest, config: Config) -> ExplainRequest:
    """A request whose first word is a target, as for other commands: `explain docs/shop GET /items`."""
    first, *rest = request.words or ("",)
    if request.api is not None or not (rest or request.mock) or first.upper() in METHODS or not first:
        return request
    is_there = not first.startswith(("/", "#")) and (request.cwd / first).exists()
    if first not in config.apis and not is_there:
        return request
    return replace(request, api=first, words=tuple(rest))


def run_explain(request: ExplainRequest, terminal: Terminal) -> ExitStatus:
    """Explain one element, or what the mock made of the operations."""
    if not request.words and not request.mock:
        message = "nothing is named that could be explained"
        help_ = "name a JSON pointer such as /paths/~1items/get, or METHOD PATH such as GET /items"
        raise MockdownError(Diagnostic(code=codes.USE102, message=message, help=help_))
    config = load_config(request.cwd)
    request = _with_target(request, config)
    arguments = (request.api,) if request.api else ()
    loaded = []
    for target in resolve_targets(arguments, config, cwd=request.cwd):
        with terminal.progress(f"reading {target.name}"):
            loaded.append(compile_target(target, cache=request.cache))
    text = _mocks(loaded, request, terminal) if request.mock else _element(loaded, request, terminal)
    terminal.result(text)
    return ExitStatus.CLEAN


def _element(loaded: list[Compiled], request: ExplainRequest, terminal: Terminal) -> str:
    description, pointer = find_element(request.words, [one.description for one in loaded])
    compiled = next(one for one in loaded if one.description is description)
    found = explain(compiled, pointer)
    if request.form == "json":
        return json.dumps(_plain(found), indent=2, ensure_ascii=False) + "\n"
    color = terminal.has_color(sys.stdout)
    text = paint(_full(found, everything=terminal.verbose), color=color)
    lost = render(found.findings, Format.FULL, color=color)
    return f"{text}\nwhat lost against them, or was guessed:\n\n{lost}" if lost else text


def _full(found: Explanation, *, everything: bool) -> Text:
    text = Text().append(f"{found.api} #{visible(found.pointer)}\n", "bold").append("\n")
    written = yaml.safe_dump(found.element, sort_keys=False, allow_unicode=True, width=100).splitlines()
    for line in written if everything else written[:SHOWN]:
        text.append(f"  {visible(line)}\n")
    _say_more(text, 0 if everything else len(written) - SHOWN)
    text.append("\n")
    if found.origin is None:
        return text.append("no page says so: it is there by convention\n")
    if found.around is not None:
        text.append(f"no line is behind it alone; around it, #{visible(found.around)} comes from\n")
        text.append(f"  {visible(str(found.origin))}").append(f"  {found.origin.rank}\n", "cyan")
    for behind in found.lines if everything else found.lines[:SHOWN]:
        _add_line(text, behind)
    _say_more(text, 0 if everything else len(found.lines) - SHOWN)
    return text


def _say_more(text: Text, number: int) -> None:
    if number > 0:
        text.append(f"  … {number} more, shown with --verbose\n")


def _add_line(text: Text, line: SourceLine) -> None:
    text.append(f"{visible(line.page)}:{line.line}", "bold").append(f"  {line.rank}", "cyan")
    below = [pointer for pointer in line.pointers if pointer]
    shown = ", ".join(map(visible, below[:3])) + (f" and {len(below) - 3} more" if len(below) > 3 else "")
    text.append(f"  {shown}\n" if shown else "\n", FRAME)
    text.append(f"  | {visible(line.text.strip())}\n")


def _plain(found: Explanation) -> dict[str, Any]:
    origin = found.origin
    return {
        "api": found.api,
        "pointer": found.pointer,
        "element": found.element,
        "origin": origin and {"page": origin.page, "line": origin.line, "rank": origin.rank},
        "around": found.around,
        "lines": [
            {
                "page": line.page,
                "line": line.line,
                "rank": line.rank,
                "text": line.text,
                "pointers": [found.pointer + pointer for pointer in line.pointers],
            }
            for line in found.lines
        ],
        "findings": json.loads(render(found.findings, Format.JSON)),
    }


def _mocks(loaded: list[Compiled], request: ExplainRequest, terminal: Terminal) -> str:
    rows = [row for compiled in loaded for row in _inferred(compiled, request.words, terminal)]
    if request.words and not rows:
        find_element(request.words, [one.description for one in loaded])
    if request.form == "json":
        return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    columns = ("api", "operation", "role", "resource")
    widths = [
        max(len(visible(str(row[key] or "-"))) for row in [*rows, {k: k for k in columns}]) for key in columns
    ]
    return "".join(
        "  ".join(
            visible(str(row[key] or "-")).ljust(width) for key, width in zip(columns, widths, strict=True)
        )
        + f"  {visible(row['reason'])}\n"
        for row in rows
    )


def _inferred(compiled: Compiled, words: tuple[str, ...], terminal: Terminal) -> Iterator[dict[str, Any]]:
    """What the mock of an API inferred for the operations that are asked for."""
    from mockdown.mock.app import create_app

    description = compiled.description
    app = create_app(description, folder=compiled.target.mocks)
    terminal.show(app.complaints())
    chosen = find_operations(words, description) if words else description.operations
    labels = {operation.label for operation in chosen}
    for row in app.explain():
        if row["operation"] in labels:
            yield {"api": description.name, "resource": None, **row}
