"""What `mockdown site` does: compile the targets and render them together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mockdown import codes
from mockdown.cli.findings import tell_findings
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal
from mockdown.config import Config, load_config
from mockdown.description import Description
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.reporting.summary import count
from mockdown.site.build import build_site
from mockdown.site.options import SiteOptions, SiteReport
from mockdown.targets import compile_target, resolve_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRequest:
    """The command line of `mockdown site`."""

    targets: tuple[str, ...]
    cwd: Path
    output: Path | None = None
    cache: Path | None = None


def run_site(request: SiteRequest, terminal: Terminal) -> ExitStatus:
    """Render every target into one site; errors of the pages make the status `FINDINGS`."""
    config = load_config(request.cwd)
    targets = resolve_targets(request.targets, config, cwd=request.cwd)
    compiled = []
    for target in targets:
        with terminal.progress(f"reading {target.name}"):
            compiled.append(compile_target(target, cache=request.cache))
        tell_findings(compiled[-1], terminal)
    output = request.cwd / request.output if request.output else config.root / config.outputs.site
    with terminal.progress("rendering"):
        report = _render([one.description for one in compiled], output, config)
    terminal.say(_describe(report, request.cwd))
    return ExitStatus.FINDINGS if any(one.has_errors for one in compiled) else ExitStatus.CLEAN


def _render(descriptions: list[Description], output: Path, config: Config) -> SiteReport:
    theme = config.root / config.site.theme
    options = SiteOptions(
        title=config.site.title,
        theme=theme if theme.is_dir() else None,
        language=config.site.language,
        source_url=config.site.source_url,
        mock_url=config.site.mock_url,
    )
    try:
        return build_site(descriptions, output, options=options)
    except OSError as error:
        message = f"{output} cannot be written: {(error.strerror or str(error)).lower()}"
        help_ = "check the path and its permissions, or choose another with --output"
        raise MockdownError(Diagnostic(code=codes.USE105, message=message, help=help_)) from None


def _describe(report: SiteReport, cwd: Path) -> str:
    folder = report.output.relative_to(cwd) if report.output.is_relative_to(cwd) else report.output
    changes = (
        f"{len(report.written)} written, {len(report.unchanged)} unchanged, {len(report.removed)} removed"
    )
    return f"{count(report.files, 'file')} ({changes}); start at {(folder / 'index.html').as_posix()}"
