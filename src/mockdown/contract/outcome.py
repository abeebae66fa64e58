"""What a contract run found: one result per operation, findings with the line of the docs they break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mockdown.contract.claims import JudgedClaim, Verdict
from mockdown.contract.shards import Shard
from mockdown.source import Origin, Rank

UNDOCUMENTED_PROPERTY = "undocumented_property"
"""Name of the strict check, beside those of Schemathesis."""

UNDOCUMENTED = frozenset({UNDOCUMENTED_PROPERTY, "status_code_conformance"})
"""The checks that find what the docs are silent on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: enough of it to see what is wrong."""

    status: int
    media_type: str = ""
    body: str = ""
    """The beginning of the body, with secrets already redacted where they can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One promise of the docs that was broken, however many cases broke it."""

    operation: str
    """Label of the operation, such as `GET /pets`."""
    check: str
    title: str
    message: str
    pointer: str
    """The element of the description that was broken."""
    origin: Origin | None
    """The line of the docs behind it; None for a description without a source map."""
    documented: str
    """That element in short."""
    phase: str
    sent: str
    """A curl command that sends the same request."""
    answer: Answer | None
    cases: int = 1
    flaky: bool = False
    """Seen once, and not again when the same request was sent again."""
    accepted: str = ""
    """Why, by whom and until when it is accepted as known; empty when it is not."""
    own_origin: Origin | None = None
    """Where the operation itself shows the answer, when the element stands in a schema that others share."""

    @property
    def place(self) -> Origin | None:
        """The one line to mark: the element's, unless it was only read off another operation's example."""
        said = self.origin is not None and self.origin.rank in (Rank.OVERLAY, Rank.DECLARED)
        if self.own_origin is None or said:
            return self.origin
        return self.own_origin

    @property
    def is_undocumented(self) -> bool:
        """Whether it is about something the docs are silent on, and breaks none of their claims."""
        return self.check in UNDOCUMENTED


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationResult:
    """What became of one operation."""

    label: str
    operation_id: str
    cases: int = 0
    succeeded: int = 0
    """How many of them were answered with 2xx."""
    skipped: str | None = None
    """Why nothing was sent to it; None when it was tested."""
    left_out: bool = False
    """Whether the user asked to leave it out."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunError:
    """Something that kept the run, or one operation, from being tested as asked."""

    where: str
    message: str
    phase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmentionedHeader:
    """A header that came with answers of an operation and that the docs do not mention; no failure."""

    operation: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractReport:
    """The account of a whole run: every operation of the description is in it."""

    name: str
    target: str
    """`mock`, or the URL of the service."""
    seed: int
    operations: tuple[OperationResult, ...]
    errors: tuple[RunError, ...] = ()
    claims: tuple[JudgedClaim, ...] = ()
    """Every claim of the docs with its verdict."""
    unmentioned_headers: tuple[UnmentionedHeader, ...] = ()
    cases_per_phase: Mapping[str, int] = field(default_factory=dict)
    stopped: str | None = None
    """Why the run ended early; None when it went to its end."""
    shard: Shard | None = None
    """The part of a split run that this is the report of; a merged report keeps the first."""
    seconds: float = field(default=0.0, compare=False)

    @property
    def tested(self) -> tuple[OperationResult, ...]:
        return tuple(result for result in self.operations if result.skipped is None)

    @property
    def succeeded(self) -> tuple[OperationResult, ...]:
        """Operations that answered at least one case with 2xx."""
        return tuple(result for result in self.operations if result.succeeded)

    @property
    def skipped(self) -> tuple[OperationResult, ...]:
        """Operations that nothing was sent to although nobody asked for that."""
        return tuple(
            result for result in self.operations if result.skipped is not None and not result.left_out
        )

    @property
    def left_out(self) -> tuple[OperationResult, ...]:
        return tuple(result for result in self.operations if result.left_out)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for result in self.operations for finding in result.findings)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """The findings that count: flaky and accepted ones do not."""
        return tuple(finding for finding in self.findings if not (finding.flaky or finding.accepted))

    @property
    def undocumented(self) -> tuple[Finding, ...]:
        """The findings about what the docs are silent on."""
        return tuple(finding for finding in self.failures if finding.is_undocumented)

    def count(self, verdict: Verdict) -> int:
        """How many claims have a verdict."""
        return sum(judged.verdict is verdict for judged in self.claims)

    @property
    def cases(self) -> int:
        return sum(result.cases for result in self.operations)

    @property
    def passed(self) -> bool:
        """Every operation was tested, and none broke a promise."""
        return not (self.failures or self.errors or self.skipped or self.stopped)
