"""From what a user names (an API, a page, a folder of pages, an OpenAPI file) to descriptions."""

from mockdown.targets.cache import cache_folder
from mockdown.targets.compiling import Compiled, compile_target, load_targets
from mockdown.targets.gate import check_unread
from mockdown.targets.pages import PAGE_SUFFIXES
from mockdown.targets.resolving import resolve_targets
from mockdown.targets.target import Kind, Target
from mockdown.targets.watched import Watched, watch_target

__all__ = [
    "PAGE_SUFFIXES",
    "Compiled",
    "Kind",
    "Target",
    "Watched",
    "cache_folder",
    "check_unread",
    "compile_target",
    "load_targets",
    "resolve_targets",
    "watch_target",
]
