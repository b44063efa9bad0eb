"""What happens just when an answer of the server comes in."""

from tests.browser.conftest import Assignment
from tests.firefox.page import Page

# The outbox forgets a record when the server has it; this presses Undo right then.
UNDO_AS_IT_IS_FORGOTTEN = """() => {
  const forget = IDBObjectStore.prototype.delete;
  IDBObjectStore.prototype.delete = function (key) {
    IDBObjectStore.prototype.delete = forget;
    document.querySelector("[data-undo]").click();
    return forget.call(this, key);
  };
}"""


def test_an_undo_at_the_moment_of_saving_is_no_conflict(page: Page, assignment: Assignment) -> None:
    page.call(UNDO_AS_IT_IS_FORGOTTEN)
    page.mark("globalist", "4")
    page.count(0)
    page.saved()
    assert not page.shown("[data-conflict]")
    assert assignment.marks() == []


LOSE_THE_REST_OF_ONE_ANSWER = """() => {
  const read = Response.prototype.json;
  Response.prototype.json = function () {
    Response.prototype.json = read;
    return Promise.reject(new TypeError("The connection was cut."));
  };
}"""


def test_an_answer_that_is_cut_in_the_middle_is_asked_for_again(page: Page, assignment: Assignment) -> None:
    page.call(LOSE_THE_REST_OF_ONE_ANSWER)
    page.mark("globalist", "4")
    page.saved()
    assert assignment.marks() == [("loaded-language", "globalist")]
