"""`mockdown test`: contract tests against the mock or a service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from mockdown.cli.options import Percent, cache_option, complete_target, with_terminal
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",
    "object_level_authorization",
)
"""The checks of Schemathesis by name: help is shown without loading it."""


def _pair(separator: str) -> Callable[[str], tuple[str, str]]:
    """Reads `name<separator>value`."""

    def convert(value: str) -> tuple[str, str]:
        name, found, rest = value.partition(separator)
        if not found or not name.strip():
            raise click.BadParameter(f"`{value}` has no `{separator}` between name and value")
        return name.strip(), rest.strip()

    return convert


def _exclusion(value: str) -> tuple[str, str]:
    pattern, _, reason = value.partition("=")
    return pattern.strip(), reason.strip()


def _shard(value: str) -> object:
    from mockdown.contract.shards import parse_shard

    return parse_shard(value)


@click.command("test", short_help="Test the mock or a service against its docs.")
@click.argument("targets", nargs=-1, metavar="[TARGET]... | merge REPORT...", shell_complete=complete_target)
@click.option("--url", metavar="URL", help="Test the service at URL instead of the mock.")
@click.option(
    "--only",
    multiple=True,
    metavar="OPERATION",
    help="Test only these: `GET /pets`, an operationId, a pattern.",
)
@click.option(
    "--exclude",
    multiple=True,
    type=_exclusion,
    metavar="OPERATION[=REASON]",
    help="Leave these out; the report repeats the reason.",
)
@click.option("--read-only", is_flag=True, help="Send only safe methods.")
@click.option(
    "--phase",
    multiple=True,
    metavar="PHASE",
    help="examples, coverage, fuzzing, stateful or lifecycle (make, read, change, delete).  [default: all]",
)
@click.option(
    "--check",
    multiple=True,
    metavar="CHECK",
    help=f"A check of Schemathesis: {', '.join(CHECKS)}.  [default: all]",
)
@click.option("-n", "--max-examples", type=click.IntRange(1), help="Cases per operation when fuzzing.")
@click.option("--seed", type=int, help="The same seed gives the same cases.")
@click.option(
    "-H",
    "--header",
    multiple=True,
    type=_pair(":"),
    metavar="NAME:VALUE",
    help="Send this with every request.",
)
@click.option(
    "--credential",
    multiple=True,
    type=_pair("="),
    metavar="SCHEME=SECRET",
    help="A token, key, or user:password.",
)
@click.option("--rate-limit", metavar="N/UNIT", help="Such as 100/m.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Wait no longer for an answer.",
)
@click.option("--insecure", is_flag=True, help="Do not verify TLS certificates.")
@click.option("--shard", type=_shard, metavar="I/N", help="Do the I-th of N parts of the run.")
@click.option("--changed-since", metavar="REV", help="Test only what changed in the docs since a commit.")
@click.option("--report", metavar="FILE", help="Write the whole report as JSON, for `merge`.")
@click.option("--claims", metavar="FILE", help="Write the verdict on every claim of the docs as JSON.")
@click.option("--build", metavar="NAME", help="The build of the service, noted in the file of claims.")
@click.option("--sarif", metavar="FILE", help="Write the findings as SARIF 2.1.0.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["full", "github"]),
    default="full",
    show_default=True,
    help="How to show the findings; `github` marks the lines of the pages.",
)
@click.option("--fail-under", type=Percent(), default=0.0, help="The share of claims that must be verified.")
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(["violated", "undocumented", "unexercised"]),
    help="What makes the exit status 1.  [default: every failure]",
)
@click.option("--mutants", is_flag=True, help="Plant faults in the mock, and count those that are found.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Plant at most N faults in each API.")
@click.option("--compare", is_flag=True, help="Let Schemathesis alone look for the same faults.")
@cache_option
@with_terminal
def command(
    terminal: Terminal,
    *,
    targets: tuple[str, ...],
    url: str | None,
    cache: Path | None,
    form: str,
    fail_under: float,
    fail_on: tuple[str, ...],
    changed_since: str | None,
    mutants: bool,
    sample: int | None,
    compare: bool,
    report: str | None,
    claims: str | None,
    sarif: str | None,
    build: str | None,
    **options: object,
) -> ExitStatus:
    """Send what the docs allow, and compare what comes with what they promise.

    A TARGET may also be an OpenAPI file.  Without one, every API of mockdown.toml is tested.
    `merge` puts the reports of shards together.  In the names of files {api} is the name of an API.
    """
    from mockdown.cli.contract_files import Gate, Outputs
    from mockdown.cli.mutating import Campaign, run_campaign
    from mockdown.cli.testing import TestRequest, run_test

    request = TestRequest(
        targets=targets,
        url=url,
        cache=cache,
        cwd=Path.cwd(),
        changed_since=changed_since,
        outputs=Outputs(report=report, claims=claims, sarif=sarif, build=build),
        gate=Gate(fail_under=fail_under, fail_on=fail_on),
        for_github=form == "github",
        options=_options(options),
    )
    if mutants:
        return run_campaign(request, Campaign(sample=sample, compare=compare), terminal)
    return run_test(request, terminal)


def _options(given: Mapping[str, object]) -> dict[str, object]:
    """The options that were given, by the names that `ContractOptions` has for them."""
    names = {
        "only": "include",
        "phase": "phases",
        "check": "checks",
        "header": "headers",
        "credential": "credentials",
        "timeout": "request_timeout",
    }
    found = {names.get(name, name): value for name, value in given.items() if value not in (None, (), False)}
    for mapping in {"exclude", "headers", "credentials"} & set(found):
        found[mapping] = dict(found[mapping])  # type: ignore[call-overload]
    if found.pop("insecure", False):
        found["tls_verify"] = False
    return found
