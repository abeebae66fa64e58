"""Members of documented errors of which a problem says nothing: nothing is made up for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mockdown.mock.schemas import Json

IsSaid = Callable[[str, Json], bool]
"""Whether a problem has something to say for a member of that name and value."""

_Path = tuple[str | int, ...]
_DEPTH = 4
_LEFT_OUT = object()


def silenced(body: Json, made_up: Json, is_valid: Callable[[Json], bool], is_said: IsSaid) -> Json:
    """A body without what was made up: left out where it may be, else null, else an empty text."""
    for path in list(_made_up(body, made_up, is_said, ())):
        for value in (_LEFT_OUT, None, ""):
            candidate = _put(body, path, value)
            if is_valid(candidate):
                body = candidate
                break
    return body


def _made_up(body: Json, made_up: Json, is_said: IsSaid, path: _Path) -> Iterator[_Path]:
    """The places of a body that hold what was made up for them."""
    if len(path) > _DEPTH:
        return
    if isinstance(body, Mapping) and isinstance(made_up, Mapping):
        for key, value in body.items():
            if isinstance(value, (Mapping, list)):
                yield from _made_up(value, made_up.get(key), is_said, (*path, key))
            elif value is not None and key in made_up and value == made_up[key] and not is_said(key, value):
                yield (*path, key)
    elif isinstance(body, list) and isinstance(made_up, list) and made_up:
        for index, item in enumerate(body):
            yield from _made_up(item, made_up[0], is_said, (*path, index))


def _put(body: Json, path: _Path, value: Json) -> Json:
    """A body with another value at a place."""
    step, *rest = path
    if isinstance(body, list):
        return [_put(item, tuple(rest), value) if index == step else item for index, item in enumerate(body)]
    if rest:
        return {**body, step: _put(body[step], tuple(rest), value)}
    if value is _LEFT_OUT:
        return {key: item for key, item in body.items() if key != step}
    return {**body, step: value}
