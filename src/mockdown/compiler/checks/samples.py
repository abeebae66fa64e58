"""Holds sample requests against the announcement and the tables of their operation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from mockdown import codes
from mockdown.compiler.checks.case import Case, labels, listed, word_after, word_in
from mockdown.compiler.checks.foreign_methods import is_foreign
from mockdown.compiler.sample_parameters import is_value
from mockdown.compiler.templates import Templates
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.facts import RequestFact
from mockdown.model.api import Parameter, ParameterLocation
from mockdown.source import Rank, Span

_FITS = {
    "integer": re.compile(r"[-+]?\d+"),
    "number": re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"),
    "boolean": re.compile(r"true|false|0|1|yes|no|on|off|t|f", re.IGNORECASE),
}


def check_methods(case: Case, report: Report) -> None:
    """A sample sends the announced method."""
    evidence = case.evidence
    if not evidence.scopes[0].is_of_one:
        return
    for fact in evidence.of(RequestFact):
        request = fact.request
        if request.method == evidence.method or evidence.path_of(fact) is None:
            continue
        if is_foreign(request.method, case):
            continue
        if request.stated:
            message = f"the sample sends {request.method}, but the page announces {case.name}"
            way_out = f"make the sample send {evidence.method}, or mend the announcement"
        else:
            message = (
                f"the sample names no method, so it sends {request.method}; the page announces {case.name}"
            )
            way_out = f"add `-X {evidence.method}` to the command"
        report(
            Diagnostic(
                code=codes.OPN301,
                message=message,
                primary=Label(_method_in(fact), f"sends {request.method}"),
                secondary=(Label(evidence.announcement.span, f"announces {evidence.method}"),),
                help=way_out,
            )
        )


def _method_in(fact: RequestFact) -> Span:
    return word_after(fact.span, fact.request.method if fact.request.stated else "curl")


def check_paths(case: Case, known: Templates, report: Report) -> None:
    """A sample asks for the announced path, where it clearly means this operation."""
    evidence = case.evidence
    facts = evidence.of(RequestFact)
    if not case.is_alone or any(True for _ in evidence.samples()):
        return
    for fact in facts:
        request = fact.request
        asked = request.target.segments
        announced = evidence.template.segments
        if request.stated and request.method != evidence.method:
            continue
        if known.match_end(request.method, asked):
            continue
        wrong = _one_apart(asked, announced)
        if wrong is None:
            continue
        report(
            Diagnostic(
                code=codes.OPN302,
                message=f"the sample asks for {request.target.path}, but the page announces {case.name}",
                primary=Label(word_after(fact.span, wrong), "not in the announced path"),
                secondary=(Label(evidence.announcement.span, "the announcement is taken"),),
                help=f"write the sample for {evidence.template.path}, or mend the announcement",
            )
        )
        return


def _one_apart(asked: Sequence[str], announced: Sequence[str]) -> str | None:
    """The one segment in which the end of a sample's path is not the announced path, if it is one."""
    extra = len(asked) - len(announced)
    if extra < 0 or len(announced) < 2:
        return None
    wrong = [
        actual
        for actual, expected in zip(asked[extra:], announced, strict=True)
        if "{" not in expected and actual != expected
    ]
    fixed = sum(1 for segment in announced if "{" not in segment)
    return wrong[0] if len(wrong) == 1 and fixed > 1 and "{" not in wrong[0] else None


def check_unlisted(case: Case, report: Report) -> None:
    """What samples send is listed, where a table or list tells what may be sent."""
    shown: list[Parameter] = []
    described: Parameter | None = None
    for parameter in case.fields.parameters.values():
        if parameter.location is ParameterLocation.PATH:
            continue
        if parameter.rank is Rank.EXAMPLE:
            shown.append(parameter)
        elif parameter.location is ParameterLocation.QUERY and parameter.span is not None:
            described = described or parameter
    queries = [item for item in shown if item.location is ParameterLocation.QUERY]
    if described is not None and described.span is not None and queries:
        names, source = listed(item.name for item in queries), _source(case, queries[0])
        report(
            Diagnostic(
                code=codes.PAR303,
                message=f"the {source} of {case.name} sends {names}, which the listed parameters do not have",
                primary=Label(_place(case, queries[0]), "only here"),
                secondary=(
                    *labels(((_place(case, item), "only here") for item in queries[1:]), most=2),
                    Label(word_in(described.span, described.name), "the parameters are listed here"),
                ),
                help=f"list {names} as well, or take it out of the {source}",
            )
        )
        shown = [item for item in shown if item not in queries]
    if shown:
        report(
            Diagnostic(
                code=codes.PAR203,
                message=f"{listed(item.name for item in shown)} of {case.name} "
                f"{'is' if len(shown) == 1 else 'are'} shown, but described nowhere; read as {_kinds(shown)}",
                primary=Label(_place(case, shown[0]), "shown here"),
                secondary=labels(((_place(case, item), "shown here") for item in shown[1:]), most=2),
                help="describe it in a table or list of parameters: name, type, meaning",
            )
        )


def _source(case: Case, parameter: Parameter) -> str:
    return "announcement" if parameter.span == case.evidence.announcement.span else "sample"


def _kinds(parameters: Sequence[Parameter]) -> str:
    kinds = dict.fromkeys(item.schema.type or "string" for item in parameters)
    return " and ".join(kinds)


def _place(case: Case, parameter: Parameter) -> Span:
    return word_after(parameter.span or case.evidence.announcement.span, parameter.name)


def check_values(case: Case, report: Report) -> None:
    """The values that samples send are of the types, and among the values, that are listed."""
    parameters = case.fields.parameters
    for fact in case.evidence.samples():
        for location, name, value in _sent(case, fact):
            parameter = parameters.get((location, name))
            if parameter is None or parameter.span is None or parameter.schema.rank is not Rank.DECLARED:
                continue
            reason = _misfit(parameter, unquote(value).strip("\"'"))
            if reason is None:
                continue
            report(
                Diagnostic(
                    code=codes.PAR304,
                    message=f"the sample sends `{value}` for `{name}`, which {reason}",
                    primary=Label(_value_in(fact, name, value, location), "sent here"),
                    secondary=(Label(word_in(parameter.span, name), "described here"),),
                    help="mend the value in the sample, or the description of the parameter",
                )
            )


def _sent(case: Case, fact: RequestFact) -> Iterator[tuple[ParameterLocation, str, str]]:
    for name, value in fact.request.target.query:
        if value is not None and is_value(value):
            yield ParameterLocation.QUERY, name, value
    segments = case.evidence.path_of(fact)
    announced = [segment for segment in case.evidence.path.split("/") if segment]
    for actual, expected in zip(segments or (), announced, strict=False):
        whole = expected.startswith("{") and expected.endswith("}") and expected.count("{") == 1
        if whole and is_value(actual) and "{" not in actual:
            yield ParameterLocation.PATH, expected[1:-1], actual


def _misfit(parameter: Parameter, value: str) -> str | None:
    schema = parameter.schema
    if re.search(r"[$<>{}]|\.\.\.", value) or re.fullmatch(r"[A-Z][A-Z_]+", value) or not value:
        return None
    pattern = _FITS.get(schema.type or "")
    if pattern is not None and not pattern.fullmatch(value):
        return f"is no {schema.type}"
    choices = schema.keywords.get("enum")
    if (
        choices
        and schema.type in ("string", "integer")
        and not set(value.split(",")) <= set(map(str, choices))
    ):
        return f"is none of the listed values: {listed(map(str, choices), most=6)}"
    return None


def _value_in(fact: RequestFact, name: str, value: str, location: ParameterLocation) -> Span:
    if location is ParameterLocation.QUERY:
        place = word_after(fact.span, f"{name}={value}")
        if place is not fact.span:
            return Span(place.text, place.start + len(name.encode()) + 1, place.end)
    return word_after(fact.span, f"/{value}")
