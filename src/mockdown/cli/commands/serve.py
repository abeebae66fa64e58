"""`mockdown serve`: the mock server."""

from __future__ import annotations

from pathlib import Path

import click

from mockdown.cli.options import cache_option, target_argument, with_terminal
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal


@click.command("serve", short_help="Run the mock server.")
@target_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes any free port."
)
@click.option(
    "--auth",
    type=click.Choice(["any", "known", "off"]),
    default="any",
    show_default=True,
    help="Which credentials pass: every well-formed one, those that are shown at the start, or none asked.",
)
@click.option("--cors/--no-cors", default=True, help="Let web pages of other origins in.  [default: --cors]")
@click.option("--seed", type=int, default=0, show_default=True, help="Other numbers give other made-up data.")
@click.option(
    "--count",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    help="Items in a collection without documented examples.",
)
@click.option(
    "--rate-limit",
    type=click.IntRange(0),
    metavar="N",
    help="Answer 429 after so many requests of a caller in a minute, or as long as documented.",
)
@click.option(
    "--control-token",
    envvar="MOCKDOWN_CONTROL_TOKEN",
    metavar="TOKEN",
    help="Let other machines use /_mock with this bearer token.",
)
@click.option(
    "--store",
    envvar="MOCKDOWN_STORE",
    metavar="URL",
    help="Share the state with other processes and machines: redis://HOST:PORT/DB.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that serve; more than one need --store.",
)
@click.option(
    "--tls-certificate",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Serve over TLS with this certificate (PEM).",
)
@click.option(
    "--tls-key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Its private key, where that is a file of its own.",
)
@click.option(
    "--max-body",
    type=click.IntRange(0),
    default=10 * 1024 * 1024,
    show_default=True,
    metavar="BYTES",
    help="Longer request bodies are refused (413).",
)
@click.option(
    "--request-timeout",
    type=click.FloatRange(0, min_open=True),
    default=20.0,
    show_default=True,
    metavar="SECONDS",
    help="Slower requests are refused (408).",
)
@click.option("--watch", is_flag=True, help="Serve pages again when they change; the state is kept.")
@click.option("--access-log", is_flag=True, help="Log every request.")
@cache_option
@with_terminal
def command(
    terminal: Terminal,
    *,
    target: str | None,
    host: str,
    port: int,
    access_log: bool,
    cache: Path | None,
    store: str | None,
    workers: int,
    watch: bool,
    tls_certificate: Path | None,
    tls_key: Path | None,
    request_timeout: float,
    auth: str,
    **settings: object,
) -> ExitStatus:
    """Serve what the pages describe; it remembers what is sent to it.

    TARGET may also be an OpenAPI 3.0 or 3.1 file.  Without TARGET, every API of mockdown.toml is
    served, each under its own base path, or under /<api> where base paths collide.
    """
    from mockdown.cli.serving import ServeRequest, run_serve

    request = ServeRequest(
        target=target,
        host=host,
        port=port,
        access_log=access_log,
        cache=cache,
        store=store,
        workers=workers,
        watch=watch,
        tls_certificate=tls_certificate,
        tls_key=tls_key,
        request_timeout=request_timeout,
        settings={"auth": auth, **settings},
        cwd=Path.cwd(),
    )
    return run_serve(request, terminal)
