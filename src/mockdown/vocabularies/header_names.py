"""Names of headers that are known by themselves, as they are written (RFC 9110, and the registry of IANA)."""

from __future__ import annotations

SENT_HEADERS = frozenset(
    "Accept-Charset Accept-Encoding Accept-Language Idempotency-Key If-Match If-Modified-Since "
    "If-None-Match If-Range If-Unmodified-Since Last-Event-ID Prefer Range Referer User-Agent "
    "X-Forwarded-For X-HTTP-Method-Override X-Requested-With".split()
)
"""Headers that only a client sends, other than those of credentials.

Names that are words of every day as well, such as `Date`, `From` or `Host`, are none of them.
"""
REQUEST_HEADERS = SENT_HEADERS | frozenset(
    "Cache-Control Content-Digest Content-Encoding Content-Language Content-MD5 Traceparent Tracestate "
    "X-Correlation-ID X-Request-ID".split()
)
"""Headers that a client may send, and a server too."""
ANSWERED_HEADERS = frozenset(
    "Age Allow Deprecation ETag Last-Modified Link Location Content-Location Content-Range "
    "Content-Disposition Accept-Ranges Retry-After Sunset Vary WWW-Authenticate".split()
)
"""Headers that only a server sends."""
