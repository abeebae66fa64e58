"""Our options → Schemathesis' own configuration, on top of the user's schemathesis.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemathesis.config import ConfigError, SchemathesisConfig

from mockdown import codes
from mockdown.contract.options import ENGINE_PHASES, ContractOptions
from mockdown.description import Description, Operation
from mockdown.diagnostics import Diagnostic, MockdownError

TOKENS = frozenset({"oauth2", "openIdConnect"})
"""Types of security schemes whose token is sent as a bearer token."""

Table = dict[str, Any]
"""A table of schemathesis.toml."""


def build_config(description: Description, options: ContractOptions, *, base_url: str) -> SchemathesisConfig:
    """The configuration of a run; what the options say wins over the file."""
    discovered, folder = _discover()
    merged = _merge(discovered, _settings(description, options, base_url, discovered))
    try:
        return SchemathesisConfig.from_dict(merged, base_dir=folder)
    except ConfigError as error:
        raise _refused(str(error)) from None


def _refused(message: str) -> MockdownError:
    text = " ".join(message.split())
    return MockdownError(
        Diagnostic(
            code=codes.CON104,
            message=f"Schemathesis refuses its configuration: {text}",
            help="see schemathesis.toml and the options of the run",
        )
    )


def _discover() -> tuple[Table, str | None]:
    """The user's schemathesis.toml as it stands, which an object built from it no longer shows."""
    try:
        path = SchemathesisConfig.discover().config_path
    except (ConfigError, tomllib.TOMLDecodeError) as error:
        raise _refused(str(error)) from None
    if path is None:
        return {}, None
    return tomllib.loads(Path(path).read_text("utf-8")), str(Path(path).parent)


def _settings(description: Description, options: ContractOptions, base_url: str, discovered: Table) -> Table:
    settings: Table = {
        "base-url": base_url,
        "continue-on-failure": True,  # the account of the claims needs every case
        "workers": 1,  # two workers would interleave their cases, differently in every run
        "suppress-health-check": ["all"],  # they judge by the clock
        "cache": {"enabled": False},  # what an earlier run met must not change this one
        "analysis": {"constants": {"enabled": False}},  # the mock's code is no part of the contract
        "generation": _generation(options),
        "phases": {name: {"enabled": name in options.phases} for name in ENGINE_PHASES},
        "output": {"truncation": {"max-recorded-payload-size": 0}},  # all of a body is compared
        "tls-verify": options.tls_verify,
    }
    if "seed" not in discovered:
        settings["seed"] = options.seed
    special = [one for one in map(_special, description.operations) if one is not None]
    if special:
        settings["operations"] = [*discovered.get("operations", []), *special]
    if options.max_failures is not None:
        settings["max-failures"] = options.max_failures
    if options.checks:
        settings["checks"] = {"enabled": False, **{name: {"enabled": True} for name in options.checks}}
    if options.rate_limit:
        settings["rate-limit"] = options.rate_limit
    if options.request_timeout is not None:
        settings["request-timeout"] = options.request_timeout
    _add_credentials(settings, description, options)
    return settings


def _special(operation: Operation) -> Table | None:
    """What else may answer a valid request of an operation; None where nothing does.

    One that switches protocols may ask for the upgrade, and one that documents 412 for a condition that does
    not hold (RFC 9110, 15.5.13): no schema says which conditions do.
    """
    documented = {str(status) for status in operation.definition.get("responses") or {}}
    more = [status for told, status in (("101", "426"), ("412", "412")) if told in documented]
    checks: Table = {}
    if more:
        expected = ["2xx", "3xx", "401", "403", "404", "409", "429", "5xx", *more]
        checks["positive_data_acceptance"] = {"expected-statuses": expected}
    if "428" in documented:
        expected = ["400", "401", "403", "406", "415", "422", "428"]
        checks["missing_required_header"] = {"expected-statuses": expected}
    return {"include-name": [operation.label], "checks": checks} if checks else None


def _generation(options: ContractOptions) -> Table:
    generation: Table = {"database": "none"}
    if options.max_examples is not None:
        generation["max-examples"] = options.max_examples
    return generation


def _add_credentials(settings: Table, description: Description, options: ContractOptions) -> None:
    headers = dict(options.headers)
    schemes: Table = {}
    for name, secret in options.credentials.items():
        scheme = description.resolve(description.at("/components/securitySchemes").get(name))
        entry = _scheme_entry(scheme, secret)
        if entry is None:
            headers.setdefault("Authorization", f"Bearer {secret}")
        else:
            schemes[name] = entry
    if schemes:
        settings["auth"] = {"openapi": schemes}
    if headers:
        settings["headers"] = headers


def _scheme_entry(scheme: Mapping[str, Any], secret: str) -> Table | None:
    """What Schemathesis is told of a scheme; None for those it cannot fill in itself."""
    if scheme.get("type") == "apiKey":
        return {"api_key": secret}
    if scheme.get("type") in TOKENS:
        return {"bearer": secret}
    kind = str(scheme.get("scheme", "")).lower() if scheme.get("type") == "http" else ""
    if kind == "basic":
        user, _, password = secret.partition(":")
        return {"username": user, "password": password}
    return {"bearer": secret} if kind == "bearer" else None


def _merge(below: Table, above: Table) -> Table:
    merged = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        merged[key] = _merge(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged
