"""The plural of English nouns, by the common rules of spelling."""

from __future__ import annotations

_IRREGULAR = {
    "series": "series",
    "news": "news",
    "status": "status",
    "statuses": "status",
    "people": "person",
    "children": "child",
    "leaves": "leaf",
    "lives": "life",
    "knives": "knife",
}


def singular(word: str) -> str:
    """The singular of a plural noun in snake case; of another word, the word."""
    head, mark, last = word.rpartition("_")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith("lves"):
        last = last[:-3] + "f"  # shelves, halves, wolves
    elif last.endswith(("sses", "shes", "ches", "xes", "zzes")):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")) and len(last) > 2:
        last = last[:-1]
    return f"{head}{mark}{last}"


def is_plural(word: str) -> bool:
    """Whether a noun is in the plural, by its ending."""
    return singular(word) != word
