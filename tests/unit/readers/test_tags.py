"""Template tags, shortcodes and MDX components become elements of the page, and swallow nothing."""

from __future__ import annotations

import pytest

from mockdown.diagnostics import Diagnostic
from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    Component,
    Document,
    ListBlock,
    Paragraph,
    Section,
    Table,
)
from mockdown.readers.page import read_page
from mockdown.readers.tag_syntax import LONGEST, TagKind, read_tag
from mockdown.source import SourceFile


def read(text: str, name: str = "page.md", found: list[Diagnostic] | None = None) -> Document:
    return read_page(SourceFile(name, text.encode()), (found if found is not None else []).append)


def blocks_of(text: str) -> list[Block]:
    return [block for section in read(text).root.walk() for block in section.blocks]


def components_of(text: str) -> list[Component]:
    return [block for block in blocks_of(text) if isinstance(block, Component)]


@pytest.mark.parametrize(
    ("written", "name", "attributes"),
    [
        ('{% swagger method="get" path="/x y" %}', "swagger", {"method": "get", "path": "/x y"}),
        ("{%- hint style='info' -%}", "hint", {"style": "info"}),
        ('{{< tab "Parameters" >}}', "tab", {"0": "Parameters"}),
        ("{{% notice note %}}", "notice", {"0": "note"}),
        ('{{< endpoint "GET" `/a/{b}` >}}', "endpoint", {"0": "GET", "1": "/a/{b}"}),
        ('<%= partial "x" %>', "partial", {"0": "x"}),
        ('{% callout type="note", title="A \\"b\\"" %}', "callout", {"type": "note", "title": 'A "b"'}),
        (
            '<Param name="a" default={25} required>',
            "Param",
            {"name": "a", "default": "25", "required": "true"},
        ),
        (
            "<Param values={['a', {b: 1}]} text={`x`} {...rest}/>",
            "Param",
            {"values": "['a', {b: 1}]", "text": "x"},
        ),
        ("<Param title='a &amp; b' />", "Param", {"title": "a & b"}),
    ],
)
def test_a_tag_is_read_with_its_attributes(written: str, name: str, attributes: dict[str, str]) -> None:
    """Every notation gives the same: a name, attributes by name, other values by number."""
    tag = read_tag(written)
    assert tag is not None
    assert (tag.name, dict(tag.attributes), tag.end) == (name, attributes, len(written))


@pytest.mark.parametrize(
    "written", ["{% endtab %}", "{% /tab %}", "{{< /tab >}}", "{{% /tab %}}", "</tab>", "{%- end_tab -%}"]
)
def test_a_closing_tag_closes(written: str) -> None:
    tag = read_tag(written)
    assert tag is not None
    assert (tag.name, tag.kind) == ("tab", TagKind.CLOSE)


@pytest.mark.parametrize("written", ['<Tab title="x" />', "{{< tab x />}}", '{% tab "x" /%}'])
def test_a_tag_may_close_itself(written: str) -> None:
    tag = read_tag(written)
    assert tag is not None
    assert tag.kind is TagKind.ALONE


@pytest.mark.parametrize(
    "written",
    [
        "{% tab",
        "<Tab",
        "< 5",
        "text",
        "<Tab a=>b",
        "{{</* tab */>}}",
        "</Tab",
        f"{{% tab {'x' * LONGEST} %}}",
    ],
)
def test_what_does_not_end_is_no_tag(written: str) -> None:
    assert read_tag(written) is None


def test_a_tag_does_not_swallow_the_fence_below_it() -> None:
    """The fence after a tag is code, and the paragraph before it ends."""
    blocks = blocks_of('Text\n{% tab title="200" %}\n```json\n{}\n```\n{% endtab %}\nMore')
    kinds = [type(block) for block in blocks]
    assert kinds == [Paragraph, Component, CodeBlock, Paragraph]


def test_an_element_does_not_swallow_the_table_below_it() -> None:
    blocks = blocks_of("<Tab>\n| a | b |\n|---|---|\n| 1 | 2 |\n</Tab>")
    assert [type(block) for block in blocks] == [Component, Table]


def test_a_component_holds_the_prose_up_to_its_closing_tag() -> None:
    """Its text is Markdown; `closes` tells where it ends."""
    text = '{% param name="a" %}\nOne `b`.\n\nTwo.\n{% endparam %}\n\nOutside.'
    component = components_of(text)[0]
    assert component.text == "One `b`.\n\nTwo."
    outside = blocks_of(text)[-1]
    assert component.closes
    assert outside.start > component.closes


def test_text_on_the_line_of_a_tag_is_kept() -> None:
    (component,) = components_of('<Field name="a">Its text.</Field>')
    assert component.text == "Its text."
    (component,) = components_of("{% alert %} One\ntwo {% endalert %}")
    assert component.text == "One two"


def test_tags_in_code_stay() -> None:
    """A fence shows what it holds."""
    (block,) = blocks_of("```\n{% tab %}\n<Tab>\nimport a from 'b'\n```")
    assert isinstance(block, CodeBlock)
    assert block.text == "{% tab %}\n<Tab>\nimport a from 'b'\n"


def test_tags_inside_a_sentence_stay() -> None:
    text = "Use <Key /> and {% raw %}x{% endraw %} here."
    (block,) = blocks_of(text)
    assert isinstance(block, Paragraph)
    assert block.text == text


def test_a_placeholder_is_no_component() -> None:
    """`<ID>` on a line is what to fill in, unless the page closes it."""
    assert [type(block) for block in blocks_of("`x`\n<ID> is the one\n")] == [Paragraph]


def test_links_by_tags_are_links() -> None:
    """The page that `relref` names is the target of the link."""
    (block,) = blocks_of('See [the list]({{< relref "../list#top" >}}).')
    assert isinstance(block, Paragraph)
    assert [(link.text, link.target) for link in block.inline.links] == [("the list", "../list#top")]


def test_content_that_is_indented_below_an_element_is_no_code() -> None:
    """MDX has no indented code: what is indented under a component is Markdown."""
    text = (
        '<Tabs>\n    <Tab title="200">\n        Text.\n\n'
        '        ```json\n        {\n          "a": 1\n        }\n'
        "        ```\n    </Tab>\n</Tabs>"
    )
    blocks = [block for block in blocks_of(text) if not isinstance(block, Component)]
    assert [type(block) for block in blocks] == [Paragraph, CodeBlock]
    assert isinstance(blocks[1], CodeBlock)
    assert blocks[1].text == '{\n  "a": 1\n}\n'


def test_content_of_a_template_tag_may_be_indented_code() -> None:
    blocks = blocks_of("{% tab %}\n\n    GET /x\n\n{% endtab %}")
    assert [type(block) for block in blocks] == [Component, CodeBlock]


def test_a_tag_in_a_list_item_stays_in_it() -> None:
    (block,) = blocks_of("1. One\n\n   {% note %}\n   Two\n   {% endnote %}\n\n2. Three\n")
    assert isinstance(block, ListBlock)
    assert len(block.items) == 2
    assert [type(inner) for inner in block.items[0].blocks] == [Paragraph, Component, Paragraph]


def test_a_tag_may_span_lines() -> None:
    (component,) = components_of('<Param\n  name="a"\n  type="string"\n/>\n\nText')
    assert dict(component.attributes) == {"name": "a", "type": "string"}
    (component,) = components_of('{% swagger\n   method="get"\n   path="/x" %}')
    assert component.attributes["path"] == "/x"


def test_imports_exports_and_comments_say_nothing() -> None:
    """Lines of code and comments of MDX and Liquid are not text."""
    text = (
        "import A from '@x/a'\nimport {\n  B,\n  C,\n} from '@x/b'\n\nexport const d = {\n  e: 1,\n}\n\n"
        "{/* hidden\ntext */}\n{% comment %}\nhidden\n{% endcomment %}\n\nText\n"
    )
    (block,) = blocks_of(text)
    assert isinstance(block, Paragraph)
    assert block.text == "Text"


def test_prose_that_begins_with_import_is_prose() -> None:
    (block,) = blocks_of("<>\n</>\nimport the file first\n")
    assert isinstance(block, Paragraph)


def test_highlighted_code_is_code() -> None:
    """`highlight` and code elements hold code without fences."""
    (block,) = blocks_of('{% highlight json %}\n{"a": 1}\n\n{% endhighlight %}')
    assert isinstance(block, CodeBlock)
    assert (block.language, block.text) == ("json", '{"a": 1}\n\n')
    (block,) = blocks_of('<CodeBlock language="json">\n{`{\n  "a": 1\n}`}\n</CodeBlock>')
    assert isinstance(block, CodeBlock)
    assert block.text == '{\n  "a": 1\n}\n'


def test_children_that_stand_for_attributes_are_attributes() -> None:
    """`<method>GET</method>` inside says the same as `method="GET"`."""
    for text in (
        "<api-endpoint>\n<method>GET</method>\n<path>/x</path>\n</api-endpoint>",
        "<endpoint a='b'><method>GET</method><path>/x</path></endpoint>",
        "{% op %}\n{% op-method %}\nGET\n{% endop-method %}\n{% op-path %}\n/x\n{% endop-path %}{% endop %}",
    ):
        (component,) = components_of(text)
        assert (component.attributes["method"], component.attributes["path"]) == ("GET", "/x")


def test_details_take_their_summary_as_title() -> None:
    component = components_of("<details>\n<summary>404 Not Found</summary>\n\nText.\n\n</details>")[0]
    assert component.attributes["title"] == "404 Not Found"
    assert component.closes


def test_each_line_keeps_its_number() -> None:
    """A block behind removed lines still points to its line of the file."""
    document = read("---\ntitle: x\n---\nimport A from 'a'\n\n<Tab>Text</Tab>\n\n## Title\n")
    section: Section = document.root.sections[0]
    assert document.span(section).location.line == 8
    assert document.meta["title"] == "x"


def test_an_unknown_tag_is_told_once_for_a_page() -> None:
    found: list[Diagnostic] = []
    read("{{< sparkle >}}\n\nText\n\n{{< sparkle >}}\n\n{% if x %}\n{% tab %}\n{% endif %}\n", found=found)
    assert [(item.code.id, item.location.line if item.location else 0) for item in found] == [("MDN204", 1)]


def test_what_is_not_closed_holds_nothing() -> None:
    """Text behind an unclosed tag is the page's own; a stray closing tag vanishes."""
    blocks = blocks_of('{% tabs %}\n{% tab "a" %}\nText\n{% endtabs %}\n{% endtab %}\n</Other>\n')
    assert [type(block) for block in blocks] == [Component, Component, Paragraph]
    assert [block.closes > 0 for block in blocks if isinstance(block, Component)] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "{% tab %}\n" * 3000,
        "<Tab>\n" * 3000 + "</Tab>\n" * 3000,
        "<Tab a={\n" * 3000,
        "{% tab\n" * 3000,
        "{/*\n" * 3000,
    ],
)
def test_hostile_tags_end(text: str) -> None:
    """However often a tag is opened, the page is read."""
    assert read(text, "page.mdx").root is not None
