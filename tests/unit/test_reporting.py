from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockdown.diagnostics import Code, Diagnostic, Label, Severity
from mockdown.reporting import FORMATS, render, summarise
from mockdown.source import SourceFile, SourceText, Span

UNTYPED = Code("PAR201", "parameter-without-type", Severity.WARNING, "a parameter has no type")
DIFFERS = Code("OPN301", "curl-method-differs", Severity.ERROR, "a curl sample uses another method")
SILENT = Code("SRC401", "page-without-operation", Severity.INFO, "a page announces no operation")


def read(text: str, name: str = "docs/pets.md") -> SourceText:
    file = SourceFile(name, text.encode())
    return SourceText(file, "\n".join(file.lines))


def mark(text: SourceText, words: str, note: str = "") -> Label:
    start = text.data.index(words.encode())
    return Label(Span(text, start, start + len(words.encode())), note)


def sample() -> list[Diagnostic]:
    pets = read("# Pets\n\n| limit | max rows, e.g. 50 |\n\nGET /pets, 100% sure\n")
    samples = read("intro\n\ncurl -X POST /pets\n", "docs/samples.md")
    return [
        Diagnostic(
            code=UNTYPED,
            message="`limit` has no type; read as integer from its example",
            primary=mark(pets, "limit"),
            secondary=(mark(pets, "50", "the example"),),
            help="add a Type column, or write `limit (integer)`",
        ),
        Diagnostic(
            code=DIFFERS,
            message="the sample sends POST, the page announces GET",
            primary=mark(samples, "-X POST", "sent here"),
            secondary=(mark(pets, "GET", "announced here"), mark(pets, "# Pets")),
        ),
        Diagnostic(code=SILENT, message="the page announces no operation", page="docs/a,b:c.md"),
        Diagnostic(code=DIFFERS, message="nothing has a place", help="first\nsecond"),
    ]


GOLDEN = Path(__file__).parent.parent / "golden" / "reporting"


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_each_format_writes_the_sample_as_recorded(form: str) -> None:
    """Each format has one recorded form, so that a change to it is seen."""
    assert render(sample(), form, width=80) == (GOLDEN / f"{form}.txt").read_text("utf-8")


def test_json_is_json() -> None:
    """What `json` writes can be loaded, with or without diagnostics."""
    assert [one["code"] for one in json.loads(render(sample(), "json"))] == [
        "PAR201",
        "OPN301",
        "SRC401",
        "OPN301",
    ]
    assert json.loads(render([], "json")) == []


def test_colour_changes_no_word() -> None:
    """Colour adds sequences of the terminal, and nothing else."""
    colored = render(sample(), "full", color=True, width=80)
    assert "\x1b[1;33mwarning[PAR201]\x1b[0m" in colored
    plain = colored
    while "\x1b[" in plain:
        before, _, after = plain.partition("\x1b[")
        plain = before + after.partition("m")[2]
    assert plain == render(sample(), "full", width=80)


def test_docs_cannot_steer_the_terminal() -> None:
    """Control characters of a page, and those that turn text around, are shown and not sent."""
    text = read("a \x1b[31mred\x07 \u202etxt.exe\u2066 end")
    written = render([Diagnostic(code=UNTYPED, message="say \x1b]0;title\x07", primary=mark(text, "red"))])
    assert not set("\x1b\x07\u202e\u2066") & set(written)
    assert "␛[31mred␇" in written


def marked(text: str, words: str, width: int = 100) -> tuple[str, str]:
    """The line that is shown, and what stands above the marks under it."""
    written = render([Diagnostic(code=UNTYPED, message="m", primary=mark(read(text), words))], width=width)
    line, marks = written.splitlines()[3:5]
    return line, marks


def test_marks_stand_under_wide_characters_and_tabs() -> None:
    """Marks are placed by the width of characters on screen, not by their number."""
    line, marks = marked("\t漢字 here", "here")
    assert line == "1 |     漢字 here"
    assert marks == "  |          ^^^^"


def test_a_long_line_is_cut_around_the_label() -> None:
    """A line that is too long for the terminal shows the part that is meant."""
    line, marks = marked("x" * 500 + " target " + "y" * 500, "target", width=60)
    assert len(line) <= 60
    assert line.startswith("1 | …")
    assert line.endswith("…")
    assert line[marks.index("^") : marks.rindex("^") + 1] == "target"


def test_a_label_is_found_on_the_line_of_the_file_although_another_was_read() -> None:
    """A page that was rebuilt before reading shows the file's own line, with the marks under the words."""
    file = SourceFile("copy.txt", b"chrome\n> > GET /pets <\n")
    rebuilt = SourceText(file, "GET /pets", ((file, 2),))
    written = render([Diagnostic(code=UNTYPED, message="m", primary=mark(rebuilt, "/pets"))])
    assert written.splitlines()[1:5] == [
        " --> copy.txt:2:9",
        "  |",
        "2 | > > GET /pets <",
        "  |         ^^^^^",
    ]


def test_words_that_the_file_does_not_have_mark_the_whole_line() -> None:
    """Where the words were rebuilt, the line of the file they came from is marked."""
    file = SourceFile("copy.txt", b"  G E T  ")
    rebuilt = SourceText(file, "GET", ((file, 1),))
    line, marks = render([Diagnostic(code=UNTYPED, message="m", primary=mark(rebuilt, "GET"))]).splitlines()[
        3:5
    ]
    assert line == "1 |   G E T"
    assert marks == "  |   ^^^^^"


def test_an_empty_span_has_one_mark() -> None:
    """Something that is missing is marked where it should stand."""
    text = read("ab\r\ncd\r\n")
    label = Label(Span(text, 2, 2))
    assert render([Diagnostic(code=UNTYPED, message="m", primary=label)]).splitlines()[3:5] == [
        "1 | ab",
        "  |   ^",
    ]


def test_labels_that_overlap_do_not_hide_each_other() -> None:
    """Each of two labels at one place has at least one mark, and its note."""
    text = read("limit")
    diagnostic = Diagnostic(
        code=UNTYPED, message="m", primary=mark(text, "limit", "one"), secondary=(mark(text, "limit", "two"),)
    )
    assert render([diagnostic]).splitlines()[4:6] == ["  | ^^^^^- two", "  | one"]


def test_a_summary_counts_by_severity() -> None:
    """The last line says how many of each there are."""
    assert summarise(sample()) == "2 errors, 1 warning, 1 note"
    assert summarise([]) == "no findings"
