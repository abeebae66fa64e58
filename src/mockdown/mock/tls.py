"""Serving over TLS: the files that a server shows its clients."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

from mockdown.codes import USE113
from mockdown.diagnostics import Diagnostic, MockdownError


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """A certificate with its chain, and its private key; both as PEM (RFC 7468)."""

    certificate: Path
    key: Path | None = None
    """None where the key stands in the file of the certificate."""

    def check(self) -> None:
        """Raise a finding for files that no client could be served with."""
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
                self.certificate, self.key, password=_no_password
            )
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise MockdownError(
                Diagnostic(
                    code=USE113,
                    message=f"{self.certificate} cannot be served with: {_reason(error)}",
                    help="name a certificate and the private key that belongs to it, both as PEM",
                )
            ) from None


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, ssl.SSLError):
        return "it holds no certificate, or the key is of another one"
    return ((isinstance(error, OSError) and error.strerror) or str(error)).lower()


def _no_password() -> str:
    raise ValueError("the private key has a password")
