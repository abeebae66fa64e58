"""The words by which the parts of a rendered page are known."""

from __future__ import annotations

import re

from mockdown.vocabularies.columns import Column, column_of
from mockdown.vocabularies.roles import Role, role_of

METHODS = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|CONNECT|LIST|QUERY"

ANNOUNCEMENT = re.compile(
    rf"(?P<methods>(?:{METHODS})(?: ?[,|/] ?(?:{METHODS}))*)(?P<gap>[ \t]{{0,8}})"
    r"(?P<path>/[^\s,;]*|https?://[^\s/]+/\S*|\{[\w-]+\}/\S*)(?P<rest>[ \t]+[-–—:][ \t].*)?[ \t]*"
)
"""A method and a path, alone on a line or with a few words after a dash."""

BARE_METHOD = re.compile(rf"(?:{METHODS}|get|post|put|patch|delete|head|options)")
BARE_PATH = re.compile(r"(?:https?://[^\s/]+)?/[^\s,;]*|\{[\w-]+\}/\S*")

LABEL = re.compile(r"(?:\d{3}|default)(?: [\w' -]{1,40})? responses?|body parameters?", re.IGNORECASE)
"""What stands above an example and says of what it is one."""

STATUS_ITEM = re.compile(r"[1-5]\d\d(?: ?[:–—]| -) \S.*")
"""A status and what it means, from a list."""

STATUS_TITLE = re.compile(r"[1-5]\d\d(?:[ :–—-]{1,3}[A-Z][\w' -]{1,50})?")

ADMONITIONS = {
    "note": "NOTE",
    "info": "NOTE",
    "seealso": "NOTE",
    "tip": "TIP",
    "hint": "TIP",
    "important": "IMPORTANT",
    "attention": "IMPORTANT",
    "warning": "WARNING",
    "caution": "CAUTION",
    "danger": "CAUTION",
}

CHROME = re.compile(
    r"skip to (?:main )?(?:content|navigation)|copy(?: (?:to clipboard|code|page|link))?|copied!?|on this"
    r" page"
    r"|table of contents|edit (?:this page|on \w+|page)|last (?:updated|modified)(?: on)?\b.{0,60}"
    r"|was this (?:page )?helpful\??.{0,20}|(?:previous|next)(?: page)?|« ?previous.{0,60}|next ?».{0,60}|«|»"
    r"|expand(?: all)?|collapse(?: all)?|toggle \w+(?: \w+)?|try it!?|try it out|back to top|view (?:page"
    r" )?source"
    r"|show (?:more|less)|main navigation|search docs|search ?(?:\.{3}|…)|click try it! .{0,80}"
    r"|direct link to .{0,80}|permalink to this .{0,40}|anchor|⌘ ?k|ctrl ?\+? ?k|https?://\S+ copied",
    re.IGNORECASE,
)
"""What a site shows around its pages, and on its buttons."""

LANGUAGES = frozenset(
    "shell bash sh curl http json javascript js node node.js nodejs python ruby php go golang java kotlin"
    " swift c#"
    " csharp c c++ rust perl powershell typescript httpie wget text yaml xml r elixir plaintext objective-c"
    " console".split()
)

_STRUCTURE = frozenset(
    "endpoint,endpoints,http request,http method,method,url,url structure,file,files,path,route,returns"
    ",return value,description,summary,authorizations,request samples,response samples,callbacks"
    ",success response,error response,sample call,notes,remarks,content type,content types,consumes,produces"
    ",security,headers,media type,body,response headers,details,see also,related,response messages,definition"
    ",http response,status,raised errors,authorization,authentication required,auth required"
    ",required permissions,required scopes,permissions required,data constraints,success responses"
    ",error responses,success response example,content example,media types,response content types"
    ",request content types,required attributes,optional attributes,constraints".split(",")
)

_PROSE_STARTS = frozenset(
    "a an the this that these those if to you your it its we our for when where please see use note in on"
    " by all"
    " any each every there here after before once only also as at with without and or but since while must"
    " should may can required optional default defaults returns return's e.g. i.e.".split()
)
# Imperative titles ("Address list") may end in "s" by chance; these verbs open a sentence about an operation.
_THIRD_PERSON = re.compile(
    r"(?:returns|gets|creates|updates|deletes|removes|fetches|lists|retrieves|adds|sets|allows|provides"
    r"|sends|finds"
    r"|reads|writes|starts|stops|lets|makes|gives|shows|takes|accepts|enables|disables|requires|searches"
    r"|checks"
    r"|generates|cancels|restarts|polls|queues|replaces|modifies|performs|responds|indicates|represents"
    r"|specifies"
    r"|contains|defines|describes|determines|triggers|uploads|downloads|revokes|resets|registers|is|are"
    r"|was|has|have)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 80
_DOTTED = re.compile(r"[a-z]\w*\.[A-Z]\w*")
"""The name of a schema, with its package."""
_OBJECT = re.compile(r"(?:The|An?) (?:\w+ ){1,3}(?:object|resource|model|type|entity)")
_NO_TITLE = re.compile(r"status codes? \d{3}|\S*/\S*/\S.*|.*\s\S+/\S+/\S.*|\d[\d.,:/ -]*", re.IGNORECASE)
_PERMALINK = re.compile(r"[\u200b\ufeff]*(?:¶|🔗|[\u200b\ufeff]+#?| ?#)$")


def without_permalink(text: str) -> str:
    """A line without the sign that sites put after a heading, to link to it."""
    return _PERMALINK.sub("", text.strip()).strip().removesuffix(":")


def has_permalink(text: str) -> bool:
    """Whether a line ends in the sign by which sites link to a heading."""
    return _PERMALINK.search(text.strip()) is not None


def is_structure(text: str) -> bool:
    """Whether a line names a part of an operation: "Parameters", "Example responses", "Permissions"."""
    words = without_permalink(text).lower()
    return (
        words[:1].isalpha()
        and len(words) < _LONGEST_TITLE
        and (words in _STRUCTURE or role_of(words) is not Role.NONE)
    )


def is_title(text: str) -> bool:
    """Whether a line reads as a heading: short, no sentence, no code."""
    text = text.strip()
    if not text or len(text) > _LONGEST_TITLE or text[-1] in ".,:;!?\\{[(|=" or "://" in text:
        return False
    if _DOTTED.fullmatch(text):
        return True
    words = text.split()
    if len(words) > 9 or not (text[0].isupper() or text[0].isdigit()) or not any(map(str.isalpha, text)):
        return False
    before, colon, _ = text.partition(": ")
    if colon and (
        is_structure(before) or column_of(before) is not Column.NONE or before.lower() in ADMONITIONS
    ):
        return False
    if _NO_TITLE.fullmatch(text) or column_of(text) is Column.VALUE:
        return False
    if len(words) == 2 and words[0] in ("All", "Required", "Optional", "Default"):
        return True
    if _OBJECT.fullmatch(text):
        return True
    if words[0].lower() in _PROSE_STARTS or _THIRD_PERSON.match(text):
        return False
    return not any(sign in text for sign in ('"', " = ", "()", "=>", "->", "@"))
