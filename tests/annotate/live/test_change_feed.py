"""What the change feed distributes: each listener gets what it may see, and nothing twice."""

from typing import Any

from annotate.live.change_feed import ChangeFeed, EventBatch, Listener

EVENTS = EventBatch(((4, b"four\n"), (5, b"five\n"), (None, b"presence\n")))


def test_somebody_who_knows_some_of_it_is_told_the_rest() -> None:
    assert EVENTS.after(3) == b"four\nfive\npresence\n"
    assert EVENTS.after(4) == b"five\npresence\n"
    assert EVENTS.after(9) == b"presence\n"
    assert EVENTS.last == 5


def received(listener: Listener, changes: list[dict[str, Any]]) -> list[EventBatch | None]:
    feed = ChangeFeed()
    feed.listeners[listener.round] = {listener}
    feed.distribute(listener.round, changes)
    return [listener.queue.get_nowait() for _ in range(listener.queue.qsize())]


def change(
    seq: int, verb: str = "annotation.put", kind: str | None = "reader", annotator: int = 1
) -> dict[str, Any]:
    return {"seq": seq, "verb": verb, "payload": {}, "kind": kind, "annotator": annotator}


def numbers(batch: EventBatch | None) -> list[int | None]:
    return [number for number, _event in batch.events] if batch else []


def test_the_key_is_for_who_may_see_it() -> None:
    changes = [change(1), change(2, kind="key"), change(3)]
    assert [numbers(batch) for batch in received(Listener(7, ready=True, shared=True), changes)] == [[1, 3]]
    assert [
        numbers(batch) for batch in received(Listener(7, ready=True, shared=True, key=True), changes)
    ] == [[1, 2, 3]]


def test_where_marks_are_hidden_others_make_no_sound() -> None:
    assert received(Listener(7, ready=True, reader=2), [change(1, annotator=1)]) == []
    assert received(Listener(7, ready=True, reader=2), [change(1, annotator=1), change(2, annotator=2)]) == [
        None
    ]


def test_when_the_rules_change_everybody_asks_anew() -> None:
    assert received(
        Listener(7, ready=True, shared=True), [change(1), change(2, verb="round.move", kind=None)]
    ) == [None]


def test_what_happens_while_somebody_is_being_answered_is_asked_for_again() -> None:
    assert received(Listener(7), [change(1)]) == [None]


def test_whatever_the_log_holds_one_change_is_one_event() -> None:
    row = change(7, verb="x\nid: 5\rdata: {}\n\nevent: y") | {"payload": {"note": "a\n\nid: 9\n\ud800"}}
    ((_number, event),) = received(Listener(7, ready=True, shared=True), [row])[0].events
    assert event == b'id: 7\nevent: x id: 5 data: {} event: y\ndata: {"note": "a\\n\\nid: 9\\n?"}\n\n'
