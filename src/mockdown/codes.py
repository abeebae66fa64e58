"""Every diagnostic code there is.

A code is never reused or renumbered.  Letters: `SRC` file, `MDN` Markdown, `OPN` operation, `PAR`
parameter, `SCH` schema, `REF` reference, `SEC` security, `OUT` emitted document, `MCK` mock, `CON`
contract, `CFG` configuration, `USE` wrong use of a command.
Hundreds: 1 not understood, 2 inferred, 3 contradiction, 4 advice.
"""

from __future__ import annotations

from mockdown.diagnostics import Code, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# Files
SRC101 = Code("SRC101", "page-not-utf8", WARNING, "a page is not UTF-8 text")
SRC102 = Code("SRC102", "binary-page", WARNING, "a file named like a page holds binary data")
SRC103 = Code("SRC103", "missing-target", ERROR, "a file or folder does not exist")
SRC104 = Code("SRC104", "no-pages", ERROR, "a folder holds no pages")
SRC401 = Code("SRC401", "page-without-operation", INFO, "a page announces no operation")

# Operations
OPN301 = Code("OPN301", "curl-method-differs", WARNING, "a curl sample uses another method than announced")

# Configuration and wrong use
CFG101 = Code("CFG101", "broken-configuration", ERROR, "mockdown.toml cannot be read")
USE101 = Code("USE101", "unknown-api", ERROR, "no API of that name is configured")

ALL: tuple[Code, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Code))
