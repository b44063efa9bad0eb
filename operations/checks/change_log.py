"""The law of the log: folding a round's changes gives its marks."""

from collections.abc import Iterator

from annotate.annotations.replay import replay_changes
from annotate.models import Annotation, Round
from operations.checks import Problem

# What is the same in the log and in a row however people are called since.
SAME = ("version", "start", "end", "quote")
TELL = "Restore the last backup into a new folder, and tell us."


class ChangeLog:
    """Of every round."""

    slug, order = "log", 6
    title = "The marks and their log"

    def look(self) -> Iterator[Problem]:
        """Rounds in which the two differ."""
        for round_, last in Round.all_objects.order_by("pk").values_list("pk", "last_seq"):
            yield from self.differing(round_, last)

    def differing(self, round_: int, last: int) -> Iterator[Problem]:
        """One of them."""
        changes = list(Round(pk=round_).changes.order_by("seq").values_list("seq", "verb", "payload"))
        if changes and changes[-1][0] > last:
            yield f"Round {round_} counts {last} changes and has more.", TELL
        marks = Annotation.objects.filter(layer__round=round_, deleted=False)
        standing = {str(pk): (tag, *same) for pk, tag, *same in marks.values_list("pk", "tag__slug", *SAME)}
        folded = {
            pk: (said["tag"], *(said[name] for name in SAME))
            for pk, said in replay_changes((verb, payload) for _seq, verb, payload in changes).items()
        }
        if folded != standing:
            other = len(set(folded.items()) ^ set(standing.items()))
            yield f"{other} marks of round {round_} are not as its log has them.", TELL
