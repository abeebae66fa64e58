"""The day by which it is judged whether something has run out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime

from mockdown import codes
from mockdown.diagnostics import Diagnostic, MockdownError

EPOCH = "SOURCE_DATE_EPOCH"


def find_today(environment: Mapping[str, str] | None = None) -> date:
    """The day that `SOURCE_DATE_EPOCH` gives, in UTC, where it is set; else that of the clock."""
    given = (os.environ if environment is None else environment).get(EPOCH, "").strip()
    if not given:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(given), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"{EPOCH} is not a number of seconds: {given[:40]}"
        help_ = "unset it, or set it to seconds since 1970 as in `date +%s`"
        raise MockdownError(Diagnostic(code=codes.USE104, message=message, help=help_)) from None
