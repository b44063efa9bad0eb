"""Guidelines as HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from campaigns.guidelines import MAX_GUIDELINES, TAGS, guidelines_html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# A\n## B", "<h3>A</h3>\n<h4>B</h4>\n"),
        ("- *a*\n- **b**", "<ul>\n<li><em>a</em></li>\n<li><strong>b</strong></li>\n</ul>\n"),
        ("<b onclick=x>no</b>", "<p>&lt;b onclick=x&gt;no&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        (
            "[x](https://desk.example/a?b=1&c=2)",
            '<p><a href="https://desk.example/a?b=1&amp;c=2" rel="noopener noreferrer" target="_blank">x</a></p>\n',
        ),
    ],
)
def test_markdown(source: str, expected: str) -> None:
    assert guidelines_html(source) == expected


def test_a_text_that_is_too_long_is_shown_as_it_is_written() -> None:
    assert guidelines_html("*a* <b>" + "x" * MAX_GUIDELINES).startswith("<pre>*a* &lt;b&gt;x")


@given(st.text(st.sampled_from("*_[]()<>!`#-=&\\\n \"':/ahjx1."), max_size=80))
def test_nothing_but_the_listed_elements_comes_out(source: str) -> None:
    fragment = html.fragment_fromstring(guidelines_html(source), create_parent="div")
    for node in fragment.iterdescendants():
        assert node.tag in TAGS
        assert set(node.attrib) <= {"href", "rel", "target", "start"}
        assert not node.get("href", "").startswith(("javascript:", "data:"))
