"""Text of an overlay file → `Overlay`.  What is wrong with it is reported, the right actions are kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mockdown import codes
from mockdown.diagnostics import Code, Report
from mockdown.loading import LoadingError, find_lines, load_json, load_yaml
from mockdown.overlay.model import Action, Json, Overlay, complain, line_of
from mockdown.overlay.selecting import TargetError, compile_target
from mockdown.source import SourceFile

_VERSION = re.compile(r"1\.0\.\d+")
_FIELDS = ("overlay", "info", "extends", "actions")
_ACTION_FIELDS = ("target", "description", "update", "remove")
_EXTENSIONS = ("x-reason", "x-owner", "x-expires")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_WAY_OUT = "the form is told at https://spec.openapis.org/overlay/v1.0.0.html"


def read_overlay(file: SourceFile, report: Report) -> Overlay | None:
    """Read an overlay; None where nothing of it can be used."""
    value = _load(file, report)
    if value is None:
        return None
    reader = _Reader(file, find_lines(file.data.decode("utf-8-sig")), report)
    return reader.read(value)


def _load(file: SourceFile, report: Report) -> Mapping[str, Json] | None:
    line: int | None = 1
    try:
        text = file.data.decode("utf-8-sig")
        value = load_json(text) if file.name.lower().endswith(".json") else load_yaml(text)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeDecodeError:
        message = "the overlay is not UTF-8 text"
    except UnicodeEncodeError:
        message = "the overlay holds half of a surrogate pair, which no file can hold"
    except LoadingError as error:
        told = error.message
        message = (
            f"the overlay is {told}" if told.startswith("not ") else f"the overlay cannot be read: {told}"
        )
        line = error.line
    except ValueError:
        message = "the overlay holds a number that JSON does not have"
    else:
        if isinstance(value, dict):
            return value
        message = "the file holds no overlay"
    last = min(line or 1, len(file.lines))
    report(complain(file, last, codes.OVL101, message, _WAY_OUT))
    return None


@dataclass(slots=True)
class _Reader:
    file: SourceFile
    lines: Mapping[str, int]
    report: Report

    def read(self, value: Mapping[str, Json]) -> Overlay | None:
        self.check_fields(value, _FIELDS, "")
        version = value.get("overlay")
        if not isinstance(version, str) or not _VERSION.fullmatch(version):
            stated = "states no version" if version is None else f"is of version {_show(version)}"
            self.tell(
                codes.OVL102, "/overlay", f"the overlay {stated}; read is 1.0", "write `overlay: 1.0.0`"
            )
            return None
        self.check_info(value.get("info"))
        extends = value.get("extends")
        if extends is not None and not isinstance(extends, str):
            self.tell(codes.OVL101, "/extends", "`extends` must be a text", "name the description it is for")
            extends = None
        return Overlay(
            file=self.file,
            lines=self.lines,
            actions=tuple(self.actions(value.get("actions"))),
            extends=extends,
        )

    def tell(self, code: Code, pointer: str, message: str, help_: str = _WAY_OUT) -> None:
        self.report(complain(self.file, line_of(self.lines, pointer), code, message, help_))

    def check_fields(self, value: Mapping[str, Json], known: tuple[str, ...], pointer: str) -> None:
        for name in value:
            if name not in known and not name.startswith("x-"):
                listed = ", ".join(f"`{one}`" for one in known)
                token = name.replace("~", "~0").replace("/", "~1")
                message = f"`{name}` is not a field of an overlay's {_place(pointer)}"
                self.tell(codes.OVL101, f"{pointer}/{token}", message, f"known: {listed}, and names in x-")

    def check_info(self, info: Json) -> None:
        if not isinstance(info, dict):
            self.tell(
                codes.OVL101, "/info", "the overlay has no `info`", "give it an `info` with title and version"
            )
            return
        self.check_fields(info, ("title", "version"), "/info")
        for name in ("title", "version"):
            if not isinstance(info.get(name), str):
                message = f"`info.{name}` must be a text"
                self.tell(codes.OVL101, f"/info/{name}", message, f"write `{name}` in quotes, in `info`")

    def actions(self, value: Json) -> Iterator[Action]:
        if not isinstance(value, list) or not value:
            self.tell(codes.OVL101, "/actions", "the overlay has no `actions`", "give it a list of actions")
            return
        for index, entry in enumerate(value):
            action = self.action(entry, f"/actions/{index}")
            if action is not None:
                yield action

    def action(self, entry: Json, pointer: str) -> Action | None:
        if not isinstance(entry, dict):
            self.tell(
                codes.OVL101, pointer, "an action must be an object", "give it a `target` and an `update`"
            )
            return None
        self.check_fields(entry, (*_ACTION_FIELDS, *_EXTENSIONS), pointer)
        target, remove = entry.get("target"), entry.get("remove", False)
        if not isinstance(remove, bool):
            self.tell(codes.OVL101, f"{pointer}/remove", "`remove` must be true or false")
            return None
        if "description" in entry:
            self.text(entry, "description", pointer)
        if not isinstance(target, str):
            self.tell(codes.OVL101, f"{pointer}/target", "an action must have a text as its `target`")
            return None
        try:
            query = compile_target(target)
        except TargetError as error:
            message = f"the target is not a JSONPath: {error}"
            help_ = "a target is written like `$.paths['/items'].get` (RFC 9535)"
            self.tell(codes.OVL103, f"{pointer}/target", message, help_)
            return None
        return Action(
            pointer=pointer,
            target=target,
            query=query,
            update=entry.get("update"),
            updates="update" in entry,
            remove=remove,
            reason=self.text(entry, "x-reason", pointer),
            owner=self.text(entry, "x-owner", pointer),
            expires=self.date(entry, pointer),
        )

    def text(self, entry: Mapping[str, Json], name: str, pointer: str) -> str | None:
        value = entry.get(name)
        if value is None or isinstance(value, str):
            return value
        self.tell(codes.OVL101, f"{pointer}/{name}", f"`{name}` must be a text", "put it in quotes")
        return None

    def date(self, entry: Mapping[str, Json], pointer: str) -> date | None:
        value = entry.get("x-expires")
        if value is None:
            return None
        try:
            if isinstance(value, str) and _DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        message = f"`x-expires` must be a day, not {_show(value)}"
        self.tell(codes.OVL101, f"{pointer}/x-expires", message, "write it as in `x-expires: 2031-12-31`")
        return None


def _place(pointer: str) -> str:
    return {"": "document", "/info": "info"}.get(pointer, "action")


def _show(value: Json) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
