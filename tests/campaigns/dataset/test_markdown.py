"""Text from people in Markdown is shown as they wrote it, and nothing of it is markup."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from campaigns.dataset.documents.markdown import inline_markdown

PIECES = st.lists(
    st.sampled_from([*"#*_-+=.1>`[](!)<|&~\\ a", "](http://x)", "<b>", "&amp;", "---", "    x"])
)


@given(PIECES.map("".join))
def test_what_people_write_is_a_paragraph_of_plain_text(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(inline_markdown(text))
    shown = "".join(child.content for token in tokens for child in token.children or ())
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert shown == " ".join(text.split())
