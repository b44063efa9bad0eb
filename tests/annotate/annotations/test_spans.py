"""The check at the door: a span is taken if, and only if, it is its quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotations.spans import CONTEXT_LENGTH, QuoteMismatch, SpanError, check_span, quote_context
from tests.texts import TEXTS

TEXT = "🌉 It was a disgrace, he said."


def taken(text: str, start: int, end: int, quote: str) -> bool:
    """Whether the door lets it in."""
    try:
        check_span(text, start, end, quote)
    except SpanError:
        return False
    return True


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        (0, 1, "🌉"),
        (2, 4, "It"),
        (0, len(TEXT), TEXT),
        (len(TEXT) - 1, len(TEXT), "."),
        (4, 8, " was"),
    ],
)
def test_a_span_of_its_quote(start: int, end: int, quote: str) -> None:
    check_span(TEXT, start, end, quote)


@pytest.mark.parametrize(
    ("start", "end", "quote", "refusal"),
    [
        pytest.param(3, 5, "It", QuoteMismatch, id="UTF-16 units"),
        pytest.param(2, 4, "it", QuoteMismatch, id="another case"),
        pytest.param(2, 4, "It ", QuoteMismatch, id="a longer quote"),
        pytest.param(2, 4, "", QuoteMismatch, id="no quote"),
        pytest.param(2, 2, "", SpanError, id="empty"),
        pytest.param(4, 2, "It", SpanError, id="turned around"),
        pytest.param(-3, -1, TEXT[-3:-1], SpanError, id="counted from the end"),
        pytest.param(0, len(TEXT) + 1, TEXT, SpanError, id="past the end"),
        pytest.param(10**30, 10**30 + 2, "It", SpanError, id="far past the end"),
        pytest.param(1, 2, " ", SpanError, id="only white space"),
    ],
)
def test_what_is_refused(start: int, end: int, quote: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_span(TEXT, start, end, quote)


def test_a_mismatch_says_what_stands_there() -> None:
    with pytest.raises(QuoteMismatch, match="code points") as refused:
        check_span(TEXT, 3, 5, "It")
    assert refused.value.actual == "t "


OFFSETS = st.integers(-3, 60)


@given(text=TEXTS, start=OFFSETS, end=OFFSETS, data=st.data())
def test_taken_if_and_only_if_the_slice_is_the_quote(
    text: str, start: int, end: int, data: st.DataObject
) -> None:
    slices = [text[max(0, start) : max(0, end)], text[start:end], text[start:], text, data.draw(TEXTS)]
    quote = data.draw(st.sampled_from(slices))
    spans = 0 <= start < end <= len(text)
    assert taken(text, start, end, quote) == (spans and text[start:end] == quote and bool(quote.strip()))


@given(text=TEXTS.filter(str.strip), data=st.data())
def test_every_place_of_a_text_can_be_marked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    assert taken(text, start, end, quote) == bool(quote.strip())
    before, after = quote_context(text, start, end)
    assert len(before) == min(CONTEXT_LENGTH, start)
    assert len(after) == min(CONTEXT_LENGTH, len(text) - end)
    assert text[start - len(before) : end + len(after)] == before + quote + after
