"""Subtitles (.srt, .vtt): their words in paragraphs, each with its time, and no word twice or lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.parsing.subtitles.paragraphs import JOINED
from articles.readers.subtitles import EMPTY, SubtitleReader
from articles.text.draft import Draft
from tests.articles.drafts import refusal
from tests.world import World


def read(text: str) -> Draft:
    """Return the draft of subtitles."""
    return SubtitleReader().read(text.encode())


def vtt(*cues: str, head: str = "WEBVTT") -> str:
    """Return WebVTT with these cues, of two seconds each, one after the other."""
    times = [f"00:00:{2 * n:02}.000 --> 00:00:{2 * n + 2:02}.000" for n in range(len(cues))]
    return head + "\n\n" + "\n\n".join(f"{time}\n{cue}" for time, cue in zip(times, cues, strict=True))


def paragraphs(draft: Draft) -> list[tuple[str, str]]:
    """Return the time of each paragraph in milliseconds, and its text."""
    return [(f.value, draft.text[f.start : f.end]) for f in draft.formatting if f.kind == "time"]


SRT = (
    "1\n00:00:01,000 --> 00:00:03,000\n<i>The windmill of Oster</i>\nturns again.\n\n"
    "2\n00:00:03,100 --> 00:00:05,000\n{\\an8}Bakers are glad.\n\n"
    "3\n01:00:20,000 --> 01:00:22,000\n- Is it old?\n- It is 300\n\n4\n01:00:22,000 --> 01:00:24,000\nyears old.\n"
)


def test_paragraphs_have_the_times_at_which_they_begin() -> None:
    draft = read(SRT)
    assert paragraphs(draft) == [
        ("1000", "The windmill of Oster turns again. Bakers are glad."),
        ("3620000", "- Is it old?"),
        ("3620000", "- It is 300 years old."),
    ]
    assert draft.text == "\n\n".join(text for _, text in paragraphs(draft))
    assert draft.notes == (JOINED,)


@pytest.mark.django_db
def test_times_stand_beside_the_paragraphs_when_they_are_reviewed_and_highlighted(world: World) -> None:
    client, file = world.client("teacher"), SimpleUploadedFile("news.srt", SRT.encode())
    review = client.post("/articles/new/", {"text": "", "title": "", "files": [file]})["Location"]
    times = ["0:01", "1:00:20", "1:00:20"]
    assert re.findall(r'data-time="([^"]*)"', client.get(review).content.decode()) == times
    client.post(review.replace("/review/", "/freeze/"))
    page = client.get(review.replace("/review/", "/")).content.decode()
    assert re.findall(r'data-time="([^"]*)"', page) == times


def test_windows_line_ends_and_code_pages_are_read() -> None:
    data = SRT.replace("Oster", "Öster").replace("\n", "\r\n").encode("cp1252")
    assert SubtitleReader().read(data).text.startswith("The windmill of Öster turns again.")


class TestSpeakers:
    def test_voices_are_named_once_a_paragraph(self) -> None:
        cues = (
            "<v Ann Lee>It turns.",
            "<v Ann Lee>At last.</v>",
            "<v.loud Bob>Yes.</v> <v Ann Lee>Good.",
            "None.",
        )
        assert paragraphs(read(vtt(*cues))) == [
            ("0", "Ann Lee: It turns. At last."),
            ("4000", "Bob: Yes."),
            ("4000", "Ann Lee: Good."),
            ("6000", "None."),
        ]

    @pytest.mark.parametrize("turn", ["- Yes.", "– Yes.", ">> Yes.", "BOB: Yes.", "MRS. ÅSA EK: Yes."])
    def test_turns_begin_paragraphs(self, turn: str) -> None:
        assert read(vtt("It turns and", turn)).text == f"It turns and\n\n{turn}"

    @pytest.mark.parametrize(
        "line", ["At 10:30 it was", "NATO: no space".replace(": ", ":"), "Bob: he said", "-"]
    )
    def test_other_lines_go_on(self, line: str) -> None:
        assert read(vtt("It turns and", line)).text == f"It turns and {line}"


class TestParagraphs:
    def test_pauses_and_lengths_end_them_at_sentences(self) -> None:
        assert len(paragraphs(read(vtt(*["It turns again and again, the people of Oster say."] * 20)))) == 3
        text = "WEBVTT\n\n00:01.000 --> 00:02.000\n{0}\n\n00:09.000 --> 00:10.000\nThen it stops."
        assert len(paragraphs(read(text.format("It turns.")))) == 2
        assert len(paragraphs(read(text.format("It turns,")))) == 1

    def test_captions_without_sentences_are_parted_too(self) -> None:
        draft = read(vtt(*["and then the mill turned again and the people came"] * 29))
        assert len(paragraphs(draft)) == 2

    def test_scripts_without_spaces_are_joined_without(self) -> None:
        assert read(vtt("風車は", "回る。 Oster", "の")).text == "風車は回る。 Oster の"


class TestWebVtt:
    def test_what_is_not_shown_is_left_out(self) -> None:
        head = "WEBVTT - Oster\nKind: captions\nLanguage: sv-SE\n\nSTYLE\n::cue { color: red }\n\nNOTE\nNo\nword."
        draft = read(vtt("It turns.", "Then it stops.", head=head) + "\n\nNOTE end\n")
        assert (draft.text, draft.language) == ("It turns. Then it stops.", "sv-SE")

    def test_names_of_cues_are_no_words(self) -> None:
        text = vtt("It turns.", "At last.").replace("00:00:02.000 -->", "second cue\n00:00:02.000 -->")
        assert read(text).text == "It turns. At last."

    def test_entities_and_marks_are_shown_as_characters(self) -> None:
        cue = "<c.red>R&amp;D</c> &lt;<b>10</b>&#37; <00:00:01.000><c> now</c> &copy; 1 < 2"
        assert read(vtt(cue)).text == "R&D <10% now &copy; 1 < 2"


class TestRollingCaptions:
    WORDS = (
        "hello everyone and",
        "welcome to oster where",
        "the windmill turns",
        "the windmill turns",
        "at last",
    )

    def test_lines_that_are_shown_again_are_read_once(self) -> None:
        cues, before = [], " "
        for line in self.WORDS:
            first, _, rest = line.partition(" ")
            cues += [f"{before}\n{first}<00:00:00.500><c> {rest}</c>", f"{line}\n "]
            before = line
        assert read(vtt(*cues, head="WEBVTT\nKind: captions\nLanguage: en")).text == " ".join(self.WORDS)

    def test_lines_that_grow_are_read_once(self) -> None:
        cues = [" ".join(line.split()[: n + 1]) for line in self.WORDS for n in range(len(line.split()))]
        assert read(vtt(*cues)).text == " ".join(self.WORDS)

    def test_what_people_say_twice_stays(self) -> None:
        said = ("No.", "No.", "It turns.", "It does not.", "No.", "Why?", "No.")
        assert read(vtt(*said)).text == " ".join(said)


def test_words_after_an_empty_line_are_not_lost() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\nThe mill\n\nturns.\n\n2\n00:00:03,000 --> 00:00:04,000\n12\n\n"
    assert read(text).text == "The mill turns. 12"


@settings(max_examples=60, deadline=None)
@given(
    cues=st.lists(
        st.lists(st.text("abcÄ.,:- ", min_size=1, max_size=12), max_size=3), min_size=1, max_size=8
    ),
    head=st.sampled_from(["WEBVTT\n\n", ""]),
)
def test_no_word_is_lost(cues: list[list[str]], head: str) -> None:
    # Every line is different, so that nothing looks like a repetition.
    cues = [[f"{a}x{b} {line.strip()}" for b, line in enumerate(lines)] for a, lines in enumerate(cues)]
    body = "\n\n".join(
        f"{n}\n00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n" + "\n".join(lines) for n, lines in enumerate(cues)
    )
    words = " ".join(line for lines in cues for line in lines).split()
    if words:
        assert read(head + body).text.split() == words


@pytest.mark.parametrize("text", ["The mill turns.", "WEBVTT\n\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"])
def test_a_file_without_subtitles_is_told(text: str) -> None:
    assert refusal(SubtitleReader(), text.encode()) == EMPTY


@pytest.mark.parametrize(
    "text",
    ["00:00:01.000 --> 00:00:02.000\n" * 20_000 + "x", vtt("<v " * 20_000 + "x"), vtt("&#x" * 20_000 + "x")],
    ids=["times", "voices", "entities"],
)
def test_harmful_files_are_read(text: str) -> None:
    assert re.search("x$", read(text).text)
