"""Whether anything is missing, there twice, or other than it was acknowledged."""

from annotate.annotations.replay import replay_changes
from tests.faults.crowd import Crowd

SAME = ("start", "end", "quote", "tag")


def verdict(crowd: Crowd) -> dict[str, int]:
    """What was kept, by kind; raises ``AssertionError`` on the first thing that is wrong."""
    last = crowd.end()
    assert not crowd.wrong, crowd.wrong[:3]
    changes, there = crowd.changes(), crowd.marks_there()
    marks = {mark["id"]: mark for mark in there}
    assert len(marks) == len(there), "a mark is there twice"
    assert [change["seq"] for change in changes] == list(range(1, last + 1)), "the log has a gap"
    standing = set(crowd.kept) - crowd.gone
    assert set(marks) == standing, f"{len(standing - set(marks))} lost, {len(set(marks) - standing)} too many"
    for pk, mark in marks.items():
        assert {name: mark[name] for name in SAME} == crowd.kept[pk], pk
    folded = replay_changes((change["verb"], change["payload"]) for change in changes)
    assert {pk: tuple(said[name] for name in SAME) for pk, said in folded.items()} == {
        pk: tuple(mark[name] for name in SAME) for pk, mark in marks.items()
    }, "the log does not fold to the rows"
    for heard in crowd.heard:
        wrong = [
            (seq, number) for seq, number in zip(range(1, last + 1), heard, strict=False) if seq != number
        ]
        assert len(heard) == last and not wrong, f"a stream told {wrong[:3]} of {last}"  # noqa: PT018
    return {
        "marks acknowledged": len(crowd.kept), "taken off": len(crowd.gone), "changes": last, "lost": 0,
        "files made": len(crowd.bundles), "streams opened": crowd.answers["stream 200"],
    }  # fmt: skip
