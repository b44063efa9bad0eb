"""Check that nothing is missing, duplicated, or different from what was acknowledged."""

from annotate.annotations.replay import replay_changes
from tests.faults.crowd import Crowd

FIELDS = ("start", "end", "quote", "tag")


def verdict(crowd: Crowd) -> dict[str, int]:
    """Return counts; raise ``AssertionError`` on the first thing that is wrong."""
    last = crowd.end()
    assert not crowd.wrong, crowd.wrong[:3]
    changes, listed = crowd.changes(), crowd.annotations()
    annotations = {annotation["id"]: annotation for annotation in listed}
    assert len(annotations) == len(listed), "a mark is there twice"
    assert [change["seq"] for change in changes] == list(range(1, last + 1)), "the log has a gap"
    expected = set(crowd.saved) - crowd.deleted
    assert set(annotations) == expected, (
        f"{len(expected - set(annotations))} lost, {len(set(annotations) - expected)} too many"
    )
    for pk, annotation in annotations.items():
        assert {name: annotation[name] for name in FIELDS} == crowd.saved[pk], pk
    replayed = replay_changes((change["verb"], change["payload"]) for change in changes)
    assert {pk: tuple(payload[name] for name in FIELDS) for pk, payload in replayed.items()} == {
        pk: tuple(annotation[name] for name in FIELDS) for pk, annotation in annotations.items()
    }, "the log does not fold to the rows"
    for heard in crowd.heard:
        wrong = [
            (seq, number) for seq, number in zip(range(1, last + 1), heard, strict=False) if seq != number
        ]
        assert len(heard) == last and not wrong, f"a stream told {wrong[:3]} of {last}"  # noqa: PT018
    return {
        "marks acknowledged": len(crowd.saved), "taken off": len(crowd.deleted), "changes": last, "lost": 0,
        "files made": len(crowd.bundles), "streams opened": crowd.answers["stream 200"],
    }  # fmt: skip
