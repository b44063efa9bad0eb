"""The core path in Firefox: select, tag, edit, undo, keyboard, outbox."""

from annotate.models import Annotation, Change
from tests.browser.conftest import Assignment
from tests.firefox.bidi import until
from tests.firefox.page import Page

NOTE = "[data-card] [name=note]"


def test_a_dragged_passage_is_tagged_by_its_key_and_undone(page: Page, assignment: Assignment) -> None:
    page.mark("globalist", "4")
    page.saved()
    assert assignment.marks() == [("loaded-language", "globalist")]
    page.press("Control+z")
    page.count(0)
    page.saved()
    assert assignment.marks() == []
    page.press("Control+Shift+z")
    page.count(1)
    page.saved()
    assert assignment.marks() == [("loaded-language", "globalist")]


def test_a_selection_snaps_to_words_and_counts_code_points(page: Page, assignment: Assignment) -> None:
    page.drag("lobalist counc")
    page.press("4")
    page.mark("flag 🇪🇸 in", "1")
    page.saved()
    assert assignment.marks() == [("loaded-language", "globalist council"), ("factual-claim", "flag 🇪🇸 in")]


def test_arrows_read_shift_selects_and_a_digit_tags(page: Page, assignment: Assignment) -> None:
    page.call("() => document.getElementById('text').focus()")
    page.press("ArrowRight", "ArrowRight", "Shift+ArrowRight")
    selected = "() => getSelection().toString()"
    until(lambda: page.call(selected) == "slams critics", "two words to be selected")
    page.press("3")
    page.saved()
    assert assignment.marks() == [("opinion", "slams critics")]


def test_enter_opens_the_card_of_a_mark_and_escape_closes_it(page: Page, assignment: Assignment) -> None:
    page.call("() => document.getElementById('text').focus()")
    page.press("ArrowRight", "4")
    page.count(1)
    page.press("Escape")
    until(lambda: not page.shown(NOTE), "the card to close")
    page.press("Enter")
    until(lambda: page.shown(NOTE), "the card")
    assert page.call("() => document.querySelector('[data-card]').contains(document.activeElement)")
    page.press("Escape")
    until(lambda: not page.shown(NOTE), "the card to close")
    page.saved()
    assert assignment.marks() == [("loaded-language", "Mayor")]


def test_a_note_is_saved_as_it_is_typed_and_is_there_after_a_reload(
    page: Page, assignment: Assignment
) -> None:
    page.mark("“It was a disgrace,”", "2")
    page.click_on(NOTE)
    page.type("Who? 1 2 n")
    page.saved()
    until(lambda: Annotation.objects.get().note == "Who? 1 2 n", "the note on the server")
    page.reload()
    left, top, *_ = page.place("disgrace")
    page.click(left + 12, top)
    until(lambda: page.shown(NOTE), "the card")
    assert page.call("(s) => document.querySelector(s).value", NOTE) == "Who? 1 2 n"
    assert assignment.marks() == [("attributed-allegation", "“It was a disgrace,”")]


def test_marks_made_without_a_network_survive_a_reload_and_arrive_once(
    page: Page, assignment: Assignment
) -> None:
    worker = "async () => (await navigator.serviceWorker.ready) && Boolean(await caches.match(location.href))"
    until(lambda: page.call(worker), "the page to be kept for later")
    page.network(False)
    for number, words in enumerate(("Mayor", "globalist", "Taxes"), 1):
        page.mark(words, "1")
        page.stored_offline(number)
    page.reload()
    page.count(3)
    page.stored_offline(3)
    assert assignment.marks() == []
    page.network(True)
    page.saved()
    assert [quote for _, quote in assignment.marks()] == ["Mayor", "globalist", "Taxes"]
    assert Annotation.objects.count() == Change.objects.count() == 3
