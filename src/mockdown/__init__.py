"""From Markdown API docs: an OpenAPI description, a stateful mock, contract tests, a reference site."""

from importlib.metadata import version

__version__ = version("mockdown")
