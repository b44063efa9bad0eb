"""Cleaned texts and what people may do to them by hand, for the laws."""

from dataclasses import dataclass

from hypothesis import strategies as st

from articles.cleaning import Cleaned, Segment
from articles.editing.commands import correct, cross_out, join, set_level, split
from articles.editing.compose import Composed, compose
from articles.editing.hand_edits import HandEdits
from articles.editing.text_edit import EditError
from articles.text.draft import Draft, Formatting, normalize_formatting
from web.i18n.lazy_message import Message

REASON = Message("An advertisement")
PARAGRAPHS = ["The mayor said no.", "“Never,” he  said.", "A café, 🌉 and 橋は。", "one\ntwo", "X"]


@dataclass(frozen=True)
class Command:
    """One command, with places that need not fit the text."""

    name: str
    start: int
    length: int
    words: str

    def run(self, composed: Composed) -> HandEdits:
        """Return the changes with this one, or the same as before if it is refused."""
        start = self.start % (len("".join(s.text for s in composed.cleaned.segments)) + 1)
        try:
            if self.name == "cross_out":
                return cross_out(composed, start, start + self.length)
            if self.name == "correct":
                return correct(composed, start, start + self.length, self.words)
            if self.name == "level":
                return set_level(composed, start, "2" if self.length % 2 else "")
            return {"split": split, "join": join}[self.name](composed, start)
        except EditError:
            return composed.hand


commands = st.builds(
    Command,
    st.sampled_from(["cross_out", "correct", "split", "join", "level"]),
    st.integers(0, 200),
    st.integers(0, 30),
    st.sampled_from(["", "word", "two words", "a\n\nb", "🌉"]),
)


@st.composite
def cleaned_texts(draw: st.DrawFn) -> Cleaned:
    """Return a text of which the cleaning removed some paragraphs, and joined others."""
    segments: list[Segment] = []
    for number in range(draw(st.integers(1, 5))):
        paragraph = draw(st.sampled_from(PARAGRAPHS))
        match draw(st.sampled_from(["kept", "kept", "removed", "joined"])):
            case "removed":
                segments.append(Segment(paragraph + "\n\n", "removed", f"ad-{number}", REASON))
            case "joined":
                segments += [
                    Segment(paragraph),
                    Segment("\n\n", "removed", f"join-{number}", REASON),
                    Segment(" ", "inserted", f"join-{number}", REASON),
                ]
            case _:
                segments.append(Segment(paragraph + "\n\n"))
    segments.append(Segment("The end."))
    text = "".join(s.text for s in segments if s.state != "removed")
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    kinds = st.sampled_from([("emphasis", ""), ("link", "https://example.org/"), ("heading", "2")])
    formatting = [Formatting(*draw(spans), *draw(kinds)) for _ in range(draw(st.integers(0, 3)))]
    return Cleaned(Draft(text, formatting=normalize_formatting(formatting)), tuple(segments))


@st.composite
def composed_texts(draw: st.DrawFn) -> Composed:
    """Return a text after some commands."""
    cleaned = draw(cleaned_texts())
    composed = compose(cleaned, HandEdits())
    for command in draw(st.lists(commands, max_size=5)):
        composed = compose(cleaned, command.run(composed))
    return composed
