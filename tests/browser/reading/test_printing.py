"""What Chromium prints of our pages: the article with its highlights to the last line, and nothing to press."""

import io
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from annotate.annotations.actions import put_annotation
from annotate.enums import LayerKind, RoundState
from annotate.rounds.actions import transition_round
from tests.browser.annotation_page import mark, ready, saved
from tests.browser.conftest import Assignment
from tests.world import annotation_input

PARAGRAPHS = [f"Paragraph {n} says that nobody crossed the bridge on that day. " * 4 for n in range(14)]
LONG_BODY = "\n\n".join([*(paragraph.strip() for paragraph in PARAGRAPHS), "These are the very last words."])
PHONE = {"viewport": {"width": 390, "height": 844}}


def printed_text(pdf: bytes) -> str:
    """Return the text of all pages, with single spaces."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def grey_pictures(pdf: bytes) -> Iterator[Image.Image]:
    """Yield the pages as a black and white printer would print them."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        for page in document:
            yield page.render(scale=1).to_pil().convert("L")


def texts(page: Page, selector: str) -> list[str]:
    """Return what the elements that are shown on the screen say."""
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts() if text.strip()]


@pytest.mark.parametrize("size", [{}, PHONE], ids=["wide", "phone"])
def test_the_highlighting_page_is_printed_to_its_last_line(
    visit: Callable[..., Page], make_assignment: Callable[..., Assignment], size: dict[str, Any]
) -> None:
    reader = make_assignment(LONG_BODY)
    page = ready(visit(reader.path, reader.user, **size))
    buttons = texts(page, "button")
    assert buttons
    text = printed_text(page.pdf(format="A4"))
    assert all(" ".join(paragraph.split()) in text for paragraph in PARAGRAPHS)
    assert text.endswith("These are the very last words.")
    for button in buttons:
        assert button not in text
    tags = (
        texts(page, "[data-print-legend] span")
        or page.locator("[data-print-legend] span").all_text_contents()
    )
    assert len(tags) == 4
    assert all(tag in text for tag in tags)


def test_highlights_are_printed_with_lines_that_tell_them_apart(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    seen = [next(grey_pictures(page.pdf(format="A4")))]
    for words, key in (("council voted", "1"), ("naïvely named", "2"), ("Taxes fell", "3")):
        mark(page, words, key)
        saved(page)
        page.keyboard.press("Escape")
        seen.append(next(grey_pictures(page.pdf(format="A4"))))
        changed = ImageChops.difference(seen[-2], seen[-1])
        assert changed.getextrema()[1] > 100, f"the line below “{words}” is dark"


@pytest.mark.parametrize("path", ["about", "projector", "results", "feedback"])
def test_pages_about_an_exercise_print_nothing_to_press(
    visit: Callable[..., Page], world: Any, live_server: Any, path: str
) -> None:
    content = annotation_input(world.round, "globalist", "loaded-language")
    put_annotation(world.teacher, world.round, uuid4(), content, LayerKind.KEY)
    transition_round(world.teacher, world.round, RoundState.REVEALED)
    page = visit(f"/rounds/{world.round.pk}/{path}/", world.teacher)
    page.wait_for_load_state("load")
    pressed = [text for text in texts(page, "main :is(button, .button):not(th *, .link)") if len(text) > 3]
    title = texts(page, "h1")[0]
    text = printed_text(page.pdf(format="A4"))
    assert title.removeprefix("🌉 ") in text
    assert [button for button in pressed if button in text] == []
