"""What each cleaning step takes off, and what looks alike and has to stay."""

from datetime import date

import pytest

from articles.cleaning import Edit, Step, clean
from articles.cleaning.steps import (
    advertisements,
    bylines,
    copyright_lines,
    page_breaks,
    page_numbers,
    photo_credits,
    related_links,
    share_bars,
    subscriptions,
    white_space,
)
from articles.readers.text import read_text
from articles.text.draft import Draft, Formatting
from web.plugins import load_plugins

STEPS = load_plugins("articles.cleaning.steps")
PROSE = (
    "The town council of Saltmarsh voted on Tuesday to close the old harbour bridge. Nobody was surprised, and "
    "the “Bridge Party” 🌉 was not even there. Its chair said she had known for weeks."
)
MORE = "Four people spoke against it. The mayor thanked them, and then she went home. It rained all night."
CUT = "The harbour has been dug out twice since the war. According to the engineers, the bridge is"
REST = "among the oldest on that coast, and nobody knows what holds it up."
TAIL = "Subscribe to the Post\n\nGet our magazine!\n\nFor you, the very best.\n\nSubscribe now\n\nTerms"
JOINED = (
    '"To date, despite the large number of bridges on its soil, the government is among the very few '
    "that have not counted them,” the letter went on."
)

# slug -> (text, what is taken out, the reason)
REMOVED = {
    "white_space": [
        ("\n\n \nA\n\n\n\nB", "\n\n \n§\n\n", white_space.REASON),
        ("A  \nB\t\n\n \nC\n", "  §\t§ \n§\n", white_space.REASON),
    ],
    "advertisements": [
        (f"{PROSE}\n\nADVERTISEMENT\n\n{MORE}", "ADVERTISEMENT", advertisements.REASON),
        (f"{PROSE}\n\nStory continues below advertisement\n\n{MORE}",
         "Story continues below advertisement", advertisements.REASON),
        (f"{PROSE}\n\nPublicidad\n\n{MORE}", "Publicidad", advertisements.REASON),
    ],
    "share_bars": [
        (f"Share on Facebook\n\nTweet\n\nEmail\n\nPrint\n\nCopy link\n\n{PROSE}",
         "Share on Facebook\n\nTweet\n\nEmail\n\nPrint\n\nCopy link", share_bars.REASON),
        (f"Share\nTweet\nEmail\n\n{PROSE}", "Share\nTweet\nEmail", share_bars.REASON),
        (f"Facebook | Twitter | Email\n\n{PROSE}", "Facebook | Twitter | Email", share_bars.REASON),
        (f"{PROSE}\n\nShare this article", "Share this article", share_bars.REASON),
        (f"{PROSE}\n\n[Tweet](https://example.org/t)\n\n{MORE}", "Tweet", share_bars.REASON),
        (f"Compartir en Facebook\n\nImprimir\n\n{PROSE}", "Compartir en Facebook\n\nImprimir", share_bars.REASON),
    ],
    "bylines": [
        (f"Written by [Jane Doe](#) on December 15, 2022\n\n{PROSE}",
         "Written by Jane Doe on December 15, 2022", bylines.BYLINE),
        (f"Bridge to Close\n\nBy Jane Doe\n\n{PROSE}", "By Jane Doe", bylines.BYLINE),
        (f"Bridge to Close\n\nBy JANE DOE and JOHN ROE | May 3, 2024\n\n{PROSE}",
         "By JANE DOE and JOHN ROE | May 3, 2024", bylines.BYLINE),
        (f"By Jane Doe, Staff Writer\n\n{PROSE}", "By Jane Doe, Staff Writer", bylines.BYLINE),
        (f"By The Associated Press\n\n{PROSE}", "By The Associated Press", bylines.BYLINE),
        (f"By Zoë de la Cruz-O’Neill · 2024-05-03 · 5 min read\n\n{PROSE}",
         "By Zoë de la Cruz-O’Neill · 2024-05-03 · 5 min read", bylines.BYLINE),
        (f"by Jane A. Doe, 3 May 2024 at 10:32 GMT\n\n{PROSE}",
         "by Jane A. Doe, 3 May 2024 at 10:32 GMT", bylines.BYLINE),
        (f"Written by 王小明 on May 3, 2024\n\n{PROSE}", "Written by 王小明 on May 3, 2024", bylines.BYLINE),
        (f"Por Ana Pérez y Luis Gómez, 3 de mayo de 2024\n\n{PROSE}",
         "Por Ana Pérez y Luis Gómez, 3 de mayo de 2024", bylines.BYLINE),
        (f"{PROSE}\n\n{MORE}\n\n{PROSE}\n\nWritten by Jane Doe on May 3, 2024",
         "Written by Jane Doe on May 3, 2024", bylines.BYLINE),
        (f"Published 5:30 PM EDT, Fri May 3, 2024\n\n{PROSE}",
         "Published 5:30 PM EDT, Fri May 3, 2024", bylines.PUBLISHED),
        (f"Published: Friday, May 3rd, 2024\n\n{PROSE}", "Published: Friday, May 3rd, 2024", bylines.PUBLISHED),
    ],
    "photo_credits": [
        (f"{PROSE}\n\n{credit}\n\n{MORE}", credit, photo_credits.REASON)
        for credit in (
            "FangXiaNuo/iStock/Getty Images Plus", "(AP Photo/Jane Doe)", "Jane Doe / Reuters", "Getty Images",
            "Photo: Jane Doe", "Photo by Jane Doe on Unsplash", "Image credit: NASA", "Image credit Jane Doe",
            "Photo: Jane Doe/The Harbour Post", "Photograph: Jane Doe/Alamy", "Foto: Ana Pérez",
            "Jane Doe/AFP via Getty Images", "Photo courtesy of Jane Doe.", "[Photo: Jane Doe]",
        )
    ],
    "copyright_lines": [
        (f"{PROSE}\n\n{line}", line, copyright_lines.REASON)
        for line in ("© 2024 The Harbour Post. All rights reserved.", "Copyright © 2024 Harbour Post",
                     "© 2024 El Puerto. Todos los derechos reservados.")
    ],
    "related_links": [
        (f"{PROSE}\n\nRelated: Ten bridges to see before they fall\n\n{MORE}",
         "Related: Ten bridges to see before they fall", related_links.REASON),
        (f"{PROSE}\n\nRead more: [Why bridges fall.](https://example.org)\n\n{MORE}",
         "Read more: Why bridges fall.", related_links.REASON),
        (f"{PROSE}\n\nRecommended for you\n\n[One](https://example.org/1)\n\n[Two](https://example.org/2)",
         "Recommended for you\n\nOne\n\nTwo", related_links.REASON),
        (f"{PROSE}\n\nLee también: El puente que se cae\n\n{MORE}",
         "Lee también: El puente que se cae", related_links.REASON),
    ],
    "subscriptions": [
        (f"{PROSE}\n\nSubscribe to the Harbour Post\n\nGet unlimited digital access today!\n\nSubscribe",
         "Subscribe to the Harbour Post\n\nGet unlimited digital access today!\n\nSubscribe", subscriptions.REASON),
        (f"{PROSE}\n\nSign up for our newsletter\n\nEnter your email\n\n{MORE}",
         "Sign up for our newsletter\n\nEnter your email", subscriptions.REASON),
        (f"{PROSE}\n\nSign up for the Harbour Post newsletter to get the best of our reporting.\n\n{MORE}",
         "Sign up for the Harbour Post newsletter to get the best of our reporting.", subscriptions.REASON),
        (f"{PROSE}\n\n[Subscribe](#)\n\n{MORE}", "Subscribe", subscriptions.REASON),
        (f"{PROSE}\n\n{MORE}\n\n{TAIL}", TAIL, subscriptions.REASON),
        (f"{PROSE}\n\nWhat's Included?\n\n- Digital edition\n- Cancel anytime",
         "What's Included?\n\n- Digital edition\n- Cancel anytime", subscriptions.REASON),
        (f"{PROSE}\n\nSuscríbete a nuestro boletín\n\n{MORE}", "Suscríbete a nuestro boletín", subscriptions.REASON),
    ],
    "page_numbers": [
        (f"{PROSE}\n\nPage 3 of 7\n\n{MORE}", "Page 3 of 7", page_numbers.REASON),
        (f"{PROSE}\n\nPágina 3 de 7\n\n{MORE}", "Página 3 de 7", page_numbers.REASON),
        (f"{PROSE}\n\n3/7\n\n{MORE}\n\n4/7", "3/7§4/7", page_numbers.REASON),
        (f"{PROSE}\n\n- 3 -\n\n{MORE}\n\n- 4 -\n\n{PROSE}", "- 3 -§- 4 -", page_numbers.REASON),
        (f"{CUT}\n\n3\n\n{REST}\n\n4\n\n{PROSE}", "3§4", page_numbers.REASON),
    ],
    "headline": [],  # It learns and marks; it takes out nothing.
    "page_breaks": [
        (f"{PROSE}\n\n{CUT}\n\n{REST}", "\n\n", page_breaks.REASON),
    ],
}  # fmt: skip

# Each of these, alone among paragraphs of prose, is the author's own.
NEAR_MISSES = """
By the river, nothing moved.
By Monday the bridge was gone.
By Monday Morning
By Popular Demand
By the Numbers
By The Numbers
By Land and Sea
By Any Means Necessary
Written by hand, the letter took a week.
Written By Hand
Written by Jane Doe on May 3, 2024, the letter was never sent.
By Jane Doe’s account, the bridge swayed.
By Jane Doe
Por Favor
Por Fin Libres
Por la mañana no había nadie.
Page after page was empty.
On page 3 of 7 he gave up.
Page 3
3
2024
7/10
3/7
Chapter 3
Photo: the mayor and her dog on the bridge, a day before it fell.
Photo opportunities were few.
Photo: How One Picture Changed the War
Photo: The Day After
Image: Harbour
The picture, by Jane Doe/Getty Images, went round the world.
Reuters
AP
Image is everything
Picture this
Foto a foto, el puente desaparecía.
“Photo by Jane Doe,” it said under the picture.
She told us to share on Facebook what we had seen.
Share on Facebook what you have seen, the mayor pleaded.
Print
Email
Facebook
Twitter/X
Share and share alike
Tweet of the day
X marks the spot
They subscribe to the view that bridges never fall.
Subscribe to the theory that all bridges fall, and you will never cross one.
Subscribe to Nothing
Sign up for our newsletter, the pamphlet said, and you will be saved.
“Sign up for our newsletter”, the pamphlet said
“Subscribe!” she shouted.
Subscribe
What’s included
What's Included?
Sign up
Advertisement pays.
The advertisement was on page 3.
Related
Related: the two men are cousins, and neither will say so.
Read more
Read More
Read more: it is good for you.
Recommended by nobody
Most read
Copyright is a bargain.
© is a letter in a circle.
“We shall not be moved”
“No”
No
Why?
and then nothing
the bridge, the bridge
iPhone sales fell.
- 3 apples
What the mayor knew
Jane Doe
May 3, 2024
وقال رئيس البلدية إن الجسر آمن
橋は閉鎖された
🌉
""".strip().split("\n")


def removed(text: str, slug: str) -> tuple[list[str], set[str]]:
    segments = [s for s in clean(read_text(text), steps=[STEPS[slug]]).segments if s.state == "removed"]
    return [s.text for s in segments], {s.reason for s in segments}


def test_every_step_has_its_table():
    # What a page's reader found is tested in test_web_pages.py.
    assert {*REMOVED, "page-clutter"} == set(STEPS)


@pytest.mark.parametrize(
    ("slug", "text", "gone", "reason"), [(slug, *row) for slug, rows in REMOVED.items() for row in rows]
)
def test_what_is_taken_out(slug, text, gone, reason):
    quotes, reasons = removed(text, slug)
    white = not gone.strip("\n\t §")
    assert [quote if white else quote.strip() for quote in quotes] == gone.split("§")
    assert reasons == {reason}


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_what_looks_alike_stays(line):
    draft = Draft(f"Bridge to Close in May\n\n{PROSE}\n\n{MORE}\n\n{PROSE}\n\n{line}\n\n{MORE}\n\n{PROSE}")
    found = clean(draft)
    assert found.draft.text == draft.text
    assert [segment.state for segment in found.segments] == ["kept"]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n1\n\n{MORE}\n\n2\n\n{PROSE}\n\n3\n\n{MORE}",
        f"{PROSE}\n\n1\n\n2\n\n3\n\n{MORE}",
        f"{PROSE}\n\nPage 9\n\n{MORE}\n\nPage 4\n\n{PROSE}",
        "I never saw one again\n\nand a bridge that was as grey as the\n\nmoon that hangs over the people who",
        "I think that I have never seen\n\na bridge as lovely as the\n\nmoon that hangs between\n\nthe harbour and sea",
        f"{PROSE}\n\nSome went by the long road that winds above the sea and\nthey\n\n{REST}",
        f"{PROSE}\n\nA Long Look at the Books of the Harbour and What They Mean\n\nbell hooks was not one of them.",
        f"{PROSE}\n\nWhat's Included?\n\n- a bridge\n- a tunnel\n\n{MORE}",
        f"{PROSE}\n\nSign up now\n\nThe magazine lost half of its subscribers last year, the mayor said.\n\n{MORE}",
        f"{PROSE}\n\nFacebook\n\n{MORE}\n\nTwitter\n\n{PROSE}",
        f"Bridge to Close\n\nBy Jane Doe’s Own Brother\n\n{PROSE}",
        f"Letters\n\n{PROSE}\n\n{MORE}\n\n{PROSE}\n\nBy Jane Doe\n\n{MORE}\n\n{PROSE}\n\nBy John Roe\n\n{MORE}",
        f"{PROSE}\n\nThe oldest drawings of the harbour and of the bridge over it are on\n\nhttp://example.org/harbour",
        "Rose is a rose\nis a rose\nis a rose\n\nand the\n\nrose is a rose",
        "Page one\nBy the sea\nPhoto: none\nand so on",
    ],
)
def test_shapes_of_prose_that_stay(text):
    assert clean(Draft(text)).draft.text == text


@pytest.mark.parametrize(
    ("head", "left"),
    [
        ("Bridge to Close\nBy Jane Doe\nMay 3, 2024", "Bridge to Close\n\n"),
        ("By Jane Doe\nMay 3, 2024\nBridge to Close", "Bridge to Close\n\n"),
        ("Bridge to Close\nBy Jane Doe\nNobody is to cross", "Bridge to Close\nNobody is to cross\n\n"),
        ("By Jane Doe\nMay 3, 2024", ""),
        ("Bridge to Close\nTweet\n\nEmail\n\nPrint", "Bridge to Close\n\n"),
        ("Tweet\nEmail\n\nPrint", ""),
    ],
)
def test_the_lines_of_the_head_are_told_apart(head, left):
    draft = Draft(f"{head}\n\n{PROSE}\n\n{MORE}")
    found = clean(draft)
    assert found.draft.text == f"{left}{PROSE}\n\n{MORE}"
    assert clean(draft, frozenset(s.edit for s in found.segments)).draft.text == draft.text


def test_an_indent_stays_with_its_paragraph():
    assert clean(Draft(f"{PROSE}\n\n  Advertisement\n\n    {MORE}")).draft.text == f"{PROSE}\n\n    {MORE}"


def test_a_box_in_the_middle_leaves_the_article_after_it():
    box = "Sign up for our newsletter\n\nGet the news in your inbox every morning!\n\nSign up"
    text = f"{PROSE}\n\n{box}\n\nWhat the mayor knew\n\n{MORE}\n\n{box}\n\n{PROSE}"
    assert clean(Draft(text)).draft.text == f"{PROSE}\n\nWhat the mayor knew\n\n{MORE}\n\n{PROSE}"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (f"Written by Jane Doe on December 15, 2022\n\nBridge to Close\n\n{PROSE}",
         ("Bridge to Close", "Jane Doe", date(2022, 12, 15))),
        (f"Bridge to Close\n\nBy JANE DOE and JOHN ROE | May 3, 2024\n\n{PROSE}",
         ("Bridge to Close", "JANE DOE, JOHN ROE", date(2024, 5, 3))),
        (f"Bridge to Close\n\nBy Jane Doe\n\n3 May 2024\n\n{PROSE}", ("Bridge to Close", "Jane Doe", date(2024, 5, 3))),
        (f"Por Ana Pérez, 2024-05-03\n\nEl puente se cierra\n\n{PROSE}",
         ("El puente se cierra", "Ana Pérez", date(2024, 5, 3))),
        (f"Politics\n\nThe Bridge Is to Close\n\nPublished on 3 May 2024\n\n{PROSE}",
         ("The Bridge Is to Close", "", date(2024, 5, 3))),
        (f"Politics\n\n# Bridge to *Close*\n\n{PROSE}", ("Bridge to Close", "", None)),
        (f"{PROSE}\n\n## What the mayor knew\n\n{MORE}", ("What the mayor knew", "", None)),
        (f"{PROSE}\n\n{MORE}", ("", "", None)),
        (f"Bridge to Close\nBy Jane Doe\nMay 3, 2024\n\n{PROSE}", ("Bridge to Close", "Jane Doe", date(2024, 5, 3))),
        (f"Home\n\nNews\n\nThe Bridge Is to Close\n\nBy Jane Doe, Harbour Post\n\n{PROSE}",
         ("The Bridge Is to Close", "Jane Doe", None)),
        (f"By Jane Doe on February 31, 2024\n\n{PROSE}", ("By Jane Doe on February 31, 2024", "", None)),
        (PROSE, ("", "", None)),
    ],
)  # fmt: skip
def test_what_is_learned(text, fields):
    found = clean(read_text(text)).draft
    assert (found.title, found.byline, found.published) == fields


def test_what_a_reader_knew_is_left_as_it_was():
    draft = Draft(f"Bridge to Close\n\nBy Jane Doe | May 3, 2024\n\n{PROSE}", title="T", byline="John Roe")
    found = clean(draft).draft
    assert (found.title, found.byline) == ("T", "John Roe")
    assert found.text == draft.text


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (f"Bridge to Close\n\n{PROSE}", ["Bridge to Close"]),
        (f"\n\nBy Jane Doe | May 3, 2024\n\nBridge to Close\n\n{PROSE}", ["Bridge to Close"]),
        (f"# Bridge to Close\n\n{PROSE}", ["Bridge to Close"]),
        (f"Bridge to Close\n{PROSE}", []),
        (f"{PROSE}\n\n{MORE}", []),
    ],
)
def test_the_headline_is_a_heading_of_the_text(text, marked):
    draft = clean(read_text(text)).draft
    headings = [f for f in draft.formatting if f.kind == "heading"]
    assert [draft.text[f.start : f.end] for f in headings] == marked
    assert {f.value for f in headings} <= {"1"}


class Eats(Step):
    slug = "eats"
    title = "Eats"
    order = 0

    def __init__(self, *edits):
        self.edits = edits

    def find(self, draft):
        return self.edits


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 1, "same length", "b")],
        [Edit(0, 1, "longer", "bb")],
        [Edit(1, 1, "nothing")],
        [Edit(0, 2, "one"), Edit(1, 3, "overlaps")],
        [Edit(2, 9, "outside")],
    ],
)
def test_a_step_that_makes_no_way_is_refused(edits):
    with pytest.raises(ValueError, match="eats"):
        clean(Draft("abcd"), steps=[Eats(*edits)])


SCRAPE = f"""



Written by [Jane Doe](https://example.org/jane) on May 3, 2024

Report: Council to Close the “Harbour Bridge” for Good

{PROSE}



Ana Pérez/iStock/Getty Images Plus

The *Harbour Post* printed a [long letter](https://example.org/letter) about it. "Not one of us was asked," it said.



Written by [Jane Doe](https://example.org/jane) on May 3, 2024

{MORE}

"To date, despite the large number of bridges on its soil, the government is



Written by [Jane Doe](https://example.org/jane) on May 3, 2024

among the **very few** that have not counted them,” the letter went on.

The mayor said that “nobody fell in.”



Subscribe to the Harbour Post

Get exclusive digital access to the only paper in town!

Discover the tide tables, the letters and the weather in the pages of "The Harbour Post" magazine.

From fish to finance, we bring you everything that floats.



[Subscribe](#)

What's Included?

- 24 Issues Per Year
- Coming Soon! Ad FREE
- Cancel anytime."""

CLEANED = f"""Report: Council to Close the “Harbour Bridge” for Good

{PROSE}

The Harbour Post printed a long letter about it. "Not one of us was asked," it said.

{MORE}

{JOINED}

The mayor said that “nobody fell in.”"""


def test_a_scraped_page_is_clean_without_a_hand():
    found = clean(read_text(SCRAPE))
    assert found.draft.text == CLEANED
    assert found.draft.title == "Report: Council to Close the “Harbour Bridge” for Good"
    assert (found.draft.byline, found.draft.published) == ("Jane Doe", date(2024, 5, 3))
    assert [(f.kind, f.value, CLEANED[f.start : f.end]) for f in found.draft.formatting] == [
        ("heading", "1", "Report: Council to Close the “Harbour Bridge” for Good"),
        ("emphasis", "", "Harbour Post"),
        ("link", "https://example.org/letter", "long letter"),
        ("strong", "", "very few"),
    ]
    assert [(s.state, s.reason) for s in found.segments if s.shown] == [
        ("removed", bylines.BYLINE),
        ("removed", photo_credits.REASON),
        ("removed", bylines.REPEATED),
        ("inserted", page_breaks.REASON),
        ("removed", bylines.REPEATED),
        ("removed", subscriptions.REASON),
    ]


def test_what_is_kept_comes_back_and_nothing_else_changes():
    draft = read_text(SCRAPE)
    box = clean(draft).segments[-1]
    found = clean(draft, frozenset([box.edit]))
    assert found.draft.text == CLEANED + draft.text[draft.text.index("\n\nSubscribe to") :]
    assert found.segments[-1].offered
    assert found.segments[-1].text == box.text


def test_a_sentence_is_not_joined_over_a_byline_that_is_kept():
    draft = read_text(SCRAPE)
    last = [s for s in clean(draft).segments if s.reason in (bylines.BYLINE, bylines.REPEATED)][-1]
    found = clean(draft, frozenset([last.edit]))
    assert "the government is\n\nWritten by Jane Doe on May 3, 2024\n\namong the very few" in found.draft.text
    link = next(f for f in found.draft.formatting if f.value == "https://example.org/jane")
    assert found.draft.text[link.start : link.end] == "Jane Doe"
    assert Formatting(0, 54, "heading", "1") in found.draft.formatting


def test_a_joined_sentence_can_be_parted_again():
    draft = read_text(SCRAPE)
    joint = next(s for s in clean(draft).segments if s.state == "inserted")
    found = clean(draft, frozenset([joint.edit]))
    assert "the government is\n\namong the very few" in found.draft.text
    assert [s.reason for s in found.segments if s.offered and s.shown] == [joint.reason]
