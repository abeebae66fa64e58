"""What headings and lead-in sentences say of what stands below them."""

from __future__ import annotations

import re
from functools import lru_cache

from mockdown.extractors.status_titles import status_of_title
from mockdown.values import dataclass, replace
from mockdown.vocabularies.error_titles import OTHERWISE, is_error_lead, is_error_title
from mockdown.vocabularies.roles import Role, role_of, role_of_sentence, status_in
from mockdown.vocabularies.sentences import last_sentence

_CONTEXT = {
    (Role.RESPONSE, Role.FIELDS): Role.RESPONSE,
    (Role.STATUSES, Role.FIELDS): Role.RESPONSE,
    (Role.RESPONSE, Role.BODY): Role.RESPONSE,
    (Role.STATUSES, Role.BODY): Role.RESPONSE,
    (Role.RESPONSE, Role.EXAMPLE): Role.RESPONSE,
    (Role.STATUSES, Role.EXAMPLE): Role.RESPONSE,
    (Role.RESPONSE, Role.HEADER): Role.RESPONSE_HEADER,
    (Role.STATUSES, Role.HEADER): Role.RESPONSE_HEADER,
    (Role.RESPONSE, Role.PARAMETERS): Role.RESPONSE,
    (Role.BODY, Role.FIELDS): Role.BODY,
    (Role.REQUEST, Role.FIELDS): Role.BODY,
    (Role.BODY, Role.PARAMETERS): Role.BODY,
    (Role.BODY, Role.EXAMPLE): Role.BODY,
    (Role.REQUEST, Role.EXAMPLE): Role.REQUEST,
    (Role.FORM, Role.FIELDS): Role.FORM,
    (Role.FORM, Role.PARAMETERS): Role.FORM,
    (Role.QUERY, Role.FIELDS): Role.QUERY,
    (Role.QUERY, Role.PARAMETERS): Role.QUERY,
    (Role.PATH, Role.PARAMETERS): Role.PATH,
    (Role.HEADER, Role.PARAMETERS): Role.HEADER,
}


def _combine(outer: Role, inner: Role) -> Role:
    """The role of a heading below another: `Attributes` under `Response` are those of the response."""
    if inner is Role.NONE:
        return outer
    return _CONTEXT.get((outer, inner), inner)


OUTCOME = re.compile(
    r"^(?:on |upon )?(?:success|failure|error)(?: response)?(?:\s*[:–—]\s*|\s+-\s+)\S", re.IGNORECASE
)
"""A title that names an outcome: "On Failure: Not Found"."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the headings above a block say of it."""

    role: Role
    title: str
    status: str | None
    trail: tuple[str, ...]

    @lru_cache(maxsize=2048)  # noqa: B019 - places are values, and the same headings stand in each operation
    def below(self, title: str) -> Place:
        """The place under a heading or pseudo-heading."""
        inner = role_of(title)
        found = status_of_title(title)
        status = found or (status_in(title) if inner is not Role.NONE else None)
        if found is not None and inner is Role.NONE:
            inner = Role.STATUSES
        elif inner is Role.NONE and (OUTCOME.match(title) or is_error_title(title)):
            inner = Role.RESPONSE
        if status is None and inner in _ANSWERS_OF and is_error_title(title):
            status = OTHERWISE
        elif status is None and self.status == OTHERWISE and _SUCCESS.search(title):
            status = ""
        role = _combine(self.role, inner)
        named = self.status if status is None else status or None
        return Place(role, title if inner is not Role.NONE else self.title, named, (*self.trail, title))

    def after(self, lead: str) -> Place:
        """The place behind a lead-in sentence."""
        said = role_of_sentence(lead)
        status = status_of_title(lead) or _answered(lead, said)
        if status:
            if said is Role.NONE and self.role in (Role.NONE, Role.EXAMPLE):
                said = Role.RESPONSE
        elif is_error_lead(lead):
            said = Role.RESPONSE
            status = OTHERWISE if self.status is None or self.status < "4" else None
        status = status or self.status
        if said is Role.NONE:
            return self if status == self.status else replace(self, status=status)
        return Place(_combine(self.role, said), lead, status, self.trail)


TOP = Place(Role.NONE, "", None, ())
"""Above all headings."""
_ANSWERS_OF = (Role.RESPONSE, Role.STATUSES)
_SUCCESS = re.compile(r"\bsuccess(?:ful)?\b", re.IGNORECASE)
_ANSWERS = re.compile(
    r"\b(?:returns?|responds?|answers?|replies|gives|yields?)\b[^.\n]{0,40}?\b([1-5]\d\d)\b[^.\n]{0,60}:$",
    re.IGNORECASE,
)
"""A lead-in such as `Returns 201:`."""
_STATUS = re.compile(r"\b([1-5]\d\d)\b")


def _answered(lead: str, said: Role) -> str | None:
    """The status that a sentence names as that of the answer below it."""
    found = _ANSWERS.search(lead)
    if found is None and said is not Role.NONE:
        found = _STATUS.search(last_sentence(lead))
    return found[1] if found is not None else None
