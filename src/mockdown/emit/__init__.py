"""Last step of a build: the model becomes an OpenAPI document and a source map."""

from mockdown.emit.result import BuildResult, build, render_json, render_map, render_yaml

__all__ = ["BuildResult", "build", "render_json", "render_map", "render_yaml"]
