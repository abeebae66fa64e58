"""First paint, size of the DOM and bytes of this site beside Redoc, Scalar and Swagger UI, in one Chromium.

Set up:  npm install --ignore-scripts redoc swagger-ui-dist @scalar/api-reference
Run:     python benchmarks/site/compare.py NODE_MODULES [DESCRIPTION.json …]
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from descriptions import from_file, generated
from playwright.sync_api import Browser, Error, Page, sync_playwright

from mockdown.description import Description
from mockdown.site.build import build_site

ROUNDS = 3
BUNDLES = {
    "redoc": "redoc/bundles/redoc.standalone.js",
    "swagger": "swagger-ui-dist/swagger-ui-bundle.js",
    "scalar": "@scalar/api-reference/dist/browser/standalone.js",
}
FRAME = '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><body>{}</body></html>'
PAGES = {
    "redoc": FRAME.format('<redoc spec-url="openapi.json"></redoc><script src="redoc.js"></script>'),
    "swagger": FRAME.format(
        '<link rel="stylesheet" href="swagger.css"><div id="ui"></div><script src="swagger.js"></script>'
        '<script>SwaggerUIBundle({url: "openapi.json", dom_id: "#ui"})</script>'
    ),
    "scalar": FRAME.format(
        '<script id="api-reference" data-url="openapi.json"></script><script src="scalar.js"></script>'
    ),
}
# Settled: the text is there and the number of elements has not changed for three.
SETTLED = """text => new Promise((resolve) => {
  let last = -1, since = 0;
  const look = () => {
    const count = document.querySelectorAll("*").length;
    if (count !== last) { last = count; since = performance.now(); }
    const there = document.body.innerText.includes(text);
    if ((there && performance.now() - since > 3000) || performance.now() > 60000) resolve(count);
    else setTimeout(look, 50);
  };
  look();
})"""
READABLE = """text => new Promise((resolve) => {
  const look = () => document.body?.innerText.includes(text) || performance.now() > 60000
    ? resolve(performance.now()) : setTimeout(look, 10);
  look();
})"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
BYTES = """[performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')]
  .reduce((sum, entry) => sum + entry.decodedBodySize, 0)"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def prepare(folder: Path, modules: Path, description: Description) -> dict[str, str]:
    """Put all four beside each other; gives the path of each."""
    build_site([description], folder / "ours")
    (folder / "openapi.json").write_text(json.dumps(description.document))
    for name, bundle in BUNDLES.items():
        shutil.copy(modules / bundle, folder / f"{name}.js")
        (folder / f"{name}.html").write_text(PAGES[name])
    shutil.copy(modules / "swagger-ui-dist/swagger-ui.css", folder / "swagger.css")
    operation = next((folder / "ours").glob("*/operations/*.html")).relative_to(folder).as_posix()
    start = next((folder / "ours").glob("*/openapi.json")).parent.relative_to(folder).as_posix()
    return {
        "mockdown, an operation": operation,
        "mockdown, all operations": f"{start}/index.html",
        "Redoc": "redoc.html",
        "Swagger UI": "swagger.html",
        "Scalar": "scalar.html",
    }


def visit(page: Page, url: str, text: str) -> tuple[float, float, int, int]:
    """First paint and first sight of `text` in ms, elements, bytes."""
    page.goto(url, wait_until="commit")
    readable: Any = page.evaluate(READABLE, text)
    elements: Any = page.evaluate(SETTLED, text)
    return page.evaluate(PAINT), readable, elements, page.evaluate(BYTES)


def visit_alone(browser: Browser, url: str, text: str) -> tuple[float, float, int, int]:
    """Visit with an empty cache and no way out to other hosts."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.route(lambda address: "127.0.0.1" not in address, lambda route: route.abort())
    try:
        return visit(context.new_page(), url, text)
    finally:
        context.close()


def measure(modules: Path, description: Description) -> None:
    """Print the rows of one description."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        paths = prepare(folder, modules, description)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        flags = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
        ]
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for tool, path in paths.items():
            url = f"http://127.0.0.1:{server.server_port}/{path}"
            try:
                runs = [visit_alone(browser, url, description.title) for _ in range(ROUNDS)]
            except Error as error:
                print(f"| {description.name} | {tool} | {str(error).splitlines()[0]} | | | |", flush=True)
                continue
            paint, readable, elements, size = (
                statistics.median(column) for column in zip(*runs, strict=True)
            )
            print(
                f"| {description.name} | {tool} | {paint:.0f} | {readable:.0f} "
                f"| {elements:.0f} | {size / 1000:.0f} |",
                flush=True,
            )
        browser.close()
        server.shutdown()


def main() -> None:
    """Print the table."""
    modules, *files = map(Path, sys.argv[1:])
    print("| description | tool | first paint ms | readable ms | elements | KB |\n|---|---|---|---|---|---|")
    for description in [*map(from_file, files), generated(1000)]:
        measure(modules, description)


if __name__ == "__main__":
    main()
