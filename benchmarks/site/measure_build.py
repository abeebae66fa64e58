"""How long a site takes to build, against rendering one page as often; and how that grows.

Seconds are of processor time, because they are compared on a machine that does other things as well.
Run: python benchmarks/site/measure_build.py [DESCRIPTION.json …]
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from descriptions import from_file, generated

from mockdown.description import Description
from mockdown.site.build import TEMPLATES, build_site
from mockdown.site.labels import load_labels
from mockdown.site.landing import api_views
from mockdown.site.options import SiteOptions
from mockdown.site.pages import OperationPage, operation_pages
from mockdown.site.plan import make_plan
from mockdown.site.render import THEME, Renderer


def measure(description: Description) -> str:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        report = build_site([description], Path(folder))
        built = time.process_time() - started
        started = time.process_time()
        build_site([description], Path(folder))
        again = time.process_time() - started
        pages = [path for path in report.written if path.endswith(".html")]
        size = sum((Path(folder) / path).stat().st_size for path in pages)
    rendered = rendering(description, len(pages), size)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    kilobytes = size / len(pages) / 1000
    return (
        f"| {description.name} | {len(description.operations)} | {len(pages)} | {kilobytes:.0f} "
        f"| {built:.2f} | {again:.2f} | {rendered:.2f} | {built / rendered:.1f} | {memory} |"
    )


def rendering(description: Description, times: int, size: int) -> float:
    """Seconds to render one page again and again, scaled to as many bytes as the site has."""
    options = SiteOptions()
    labels = load_labels("en", [THEME])
    plan = make_plan(description, "api", options, labels)
    renderer = Renderer([THEME], labels=labels, language="en", title="Measured")
    views = list(operation_pages(plan, api_views([plan], labels)[0]))
    template = f"{TEMPLATES[OperationPage]}.html.jinja2"
    lengths = {view.path: len(renderer.render(template, view)) for view in views}
    wanted = size / times
    view = min(views, key=lambda candidate: abs(lengths[candidate.path] - wanted))
    started = time.process_time()
    for _ in range(times):
        renderer.render(template, view)
    return (time.process_time() - started) * wanted / lengths[view.path]


def main() -> None:
    """Print the table."""
    found = [from_file(Path(name)) for name in sys.argv[1:]]
    print(
        "| description | operations | pages | KB a page "
        "| build s | again s | one page as often s | ratio | MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for description in [*found, generated(250), generated(500), generated(1000)]:
        print(measure(description))


if __name__ == "__main__":
    main()
