"""A small shop as an OpenAPI document, and a way to build its site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from mockdown.description import Description, SourceMap
from mockdown.site.build import build_site
from mockdown.site.options import SiteOptions
from mockdown.source import Origin

Render = Callable[..., dict[str, str]]


def describe(
    paths: Mapping[str, Any],
    *,
    name: str = "shop",
    pointers: Mapping[str, Origin] | None = None,
    **fields: Any,
) -> Description:
    document = {
        "openapi": "3.0.4",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "/api"}],
        "paths": paths,
        **fields,
    }
    return Description(name, document, SourceMap(pointers or {}))


def operation(**fields: Any) -> dict[str, Any]:
    return {"responses": {"200": {"description": "Fine."}}, **fields}


def renderer(output: Path) -> Render:
    """Builds the site of one or more descriptions; gives its pages by path."""

    def render(*descriptions: Description, **settings: Any) -> dict[str, str]:
        build_site(descriptions, output, options=SiteOptions(**settings))
        return {
            file.relative_to(output).as_posix(): file.read_text("utf-8")
            for file in sorted(output.rglob("*"))
            if file.suffix in {".html", ".md", ".txt"}
        }

    return render
