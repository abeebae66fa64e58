"""What a site has for machines: the description itself, and a map of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

import yaml

from mockdown.description import Description
from mockdown.site.json_text import indented


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc] # chosen at run time
    """Writes every value where it stands, without YAML's anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def description_json(description: Description) -> str:
    """The description as JSON."""
    return indented(description.document)


def description_yaml(description: Description) -> str:
    """The description as YAML."""
    text: str = yaml.dump(
        description.document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120
    )
    return text


def sitemap(base_url: str, paths: Iterable[str]) -> str:
    """All pages by their absolute URLs (sitemaps.org, protocol 0.9)."""
    base = base_url.rstrip("/")
    lines = "".join(f"<url><loc>{escape(f'{base}/{path}')}</loc></url>\n" for path in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )
