"""YAML and JSON that users wrote → JSON values of bounded depth and size, with the lines they stand on."""

from mockdown.loading.places import find_lines
from mockdown.loading.values import load_json, load_yaml
from mockdown.loading.yaml_text import MAX_DEPTH, LoadingError

__all__ = ["MAX_DEPTH", "LoadingError", "find_lines", "load_json", "load_yaml"]
