"""Values: dataclasses that nobody changes, of which a build makes hundreds of thousands.

The type checker sees `dataclasses` here, and so refuses to assign to a frozen field.
At run time the fields are plain: a frozen class sets each of them by a call, which makes an object four
times as dear and took an eighth of the time of a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass, replace
else:
    import dataclasses

    def dataclass(*, frozen: bool, slots: bool = False, kw_only: bool = False) -> Any:
        """Make a dataclass that is compared and hashed by its fields, as a frozen one is."""
        return dataclasses.dataclass(slots=slots, kw_only=kw_only, unsafe_hash=frozen)

    def replace(value: Any, /, **changes: Any) -> Any:
        """Copy a value with some of its fields changed."""
        kind = type(value)
        if kind.__setattr__ is not object.__setattr__:
            return dataclasses.replace(value, **changes)  # frozen at run time as well
        made = kind.__new__(kind)
        for name in kind.__dataclass_fields__:
            setattr(made, name, getattr(value, name))
        for name, changed in changes.items():
            setattr(made, name, changed)
        return made


__all__ = ["dataclass", "replace"]
