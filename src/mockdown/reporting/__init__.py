"""Diagnostics as text: `full` for people, `concise` for editors, `json` and `github` for machines."""

from mockdown.reporting.formats import FORMATS, Format, plain, render
from mockdown.reporting.summary import summarise

__all__ = ["FORMATS", "Format", "plain", "render", "summarise"]
