"""The start page of the whole site: every API, its releases side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mockdown.site.labels import Labels
from mockdown.site.markup import plain
from mockdown.site.options import SiteOptions
from mockdown.site.pages import ApiView, Page
from mockdown.site.plan import Plan
from mockdown.site.views import Link

_TAGS = 8
"""How many tags of a release the landing page names."""
_RELEASE = re.compile(r"-v\d[\w.]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One version of an API."""

    text: str
    href: str
    counts: str
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One API with all its releases."""

    title: str
    summary: str
    releases: tuple[Release, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LandingPage(Page):
    cards: tuple[Card, ...]


def site_title(plans: Sequence[Plan], options: SiteOptions, labels: Labels) -> str:
    """The name of the site: the one asked for, or that of its only API."""
    if options.title:
        return options.title
    titles = {plan.description.title for plan in plans}
    return titles.pop() if len(titles) == 1 else str(labels.apis)


def landing_page(plans: Sequence[Plan], title: str, labels: Labels) -> LandingPage:
    """Group the APIs by title: what shares one is a release of the same API."""
    return LandingPage(
        path="index.html",
        title=title,
        summary=labels.landing_summary,
        api=None,
        cards=tuple(_card(group, labels) for group in _families(plans).values()),
    )


def api_views(plans: Sequence[Plan], labels: Labels) -> tuple[ApiView, ...]:
    """What the pages of each API need to know of it and of its other releases."""
    releases = {id(plan): group for group in _families(plans).values() for plan in group}
    return tuple(
        ApiView(
            name=plan.description.name,
            title=plan.description.title,
            version=_version(plan),
            folder=plan.folder,
            index=plan.index,
            tags=tuple(Link(text=tag.name, href=tag.path) for tag in plan.tags),
            schemas=f"{plan.folder}/schemas/index.html" if plan.schemas else None,
            versions=tuple(
                Link(text=_release_name(other, labels), href=other.index)
                for other in releases[id(plan)]
                if other is not plan
            ),
        )
        for plan in plans
    )


def _families(plans: Sequence[Plan]) -> dict[str, list[Plan]]:
    """The releases of each API together, by its family's name."""
    names = {plan.description.name for plan in plans}
    found: dict[str, list[Plan]] = {}
    for plan in plans:
        found.setdefault(_family(plan, names), []).append(plan)
    return found


def _family(plan: Plan, names: Collection[str]) -> str:
    """What releases of one API share: the name before `-v…` if an API is called just that, else the title."""
    stem = _RELEASE.sub("", plan.description.name)
    return f"name {stem}" if stem in names else f"title {plan.description.title.casefold()}"


def _card(plans: Sequence[Plan], labels: Labels) -> Card:
    info = plans[0].description.document.get("info") or {}
    return Card(
        title=plans[0].description.title,
        summary=plain(str(info.get("description") or "")),
        releases=tuple(
            Release(
                text=_release_name(plan, labels),
                href=plan.index,
                counts=_count(len(plan.operations), labels),
                tags=tuple(Link(text=tag.name, href=tag.path) for tag in plan.tags[:_TAGS]),
            )
            for plan in plans
        ),
    )


def _version(plan: Plan) -> str:
    return str((plan.description.document.get("info") or {}).get("version") or "")


def _count(number: int, labels: Labels) -> str:
    return str(labels.one_operation if number == 1 else labels.operations_count.format(count=number))


def _release_name(plan: Plan, labels: Labels) -> str:
    return f"{labels.version} {_version(plan)}" if _version(plan) else plan.description.name
