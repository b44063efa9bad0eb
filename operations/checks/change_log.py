"""Check that replaying each round's change log gives its annotations."""

from collections.abc import Iterator

from annotate.annotations.replay import replay_changes
from annotate.models import Annotation, Round
from operations.checks import Problem

# Fields that are the same in the log and in the row, even after people were renamed.
FIELDS = ("version", "start", "end", "quote")
WHAT_TO_DO = "Restore the last backup into a new folder, and tell us."


class ChangeLog:
    """The annotations of every round."""

    slug, order = "log", 6
    title = "The marks and their log"

    def run(self) -> Iterator[Problem]:
        """Yield the rounds in which the log and the annotations differ."""
        for round_, last in Round.all_objects.order_by("pk").values_list("pk", "last_seq"):
            yield from self.check_round(round_, last)

    def check_round(self, round_: int, last: int) -> Iterator[Problem]:
        """Yield the problems of one round."""
        changes = list(Round(pk=round_).changes.order_by("seq").values_list("seq", "verb", "payload"))
        if changes and changes[-1][0] > last:
            yield f"Round {round_} counts {last} changes and has more.", WHAT_TO_DO
        annotations = Annotation.objects.filter(layer__round=round_, deleted=False)
        stored = {
            str(pk): (tag, *fields)
            for pk, tag, *fields in annotations.values_list("pk", "tag__slug", *FIELDS)
        }
        replayed = {
            pk: (payload["tag"], *(payload[name] for name in FIELDS))
            for pk, payload in replay_changes((verb, payload) for _seq, verb, payload in changes).items()
        }
        if replayed != stored:
            different = len(set(replayed.items()) ^ set(stored.items()))
            yield f"{different} marks of round {round_} are not as its log has them.", WHAT_TO_DO
