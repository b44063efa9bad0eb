"""Write single rounds as files, in all of which people are called the same."""

from collections.abc import Iterator, Sequence

from annotate.access import rounds_visible_to
from annotate.enums import LayerKind
from annotate.models import Round
from people.models import User
from reports.analysis.pseudonyms import PersonNames
from reports.archive.dump import dump_article
from reports.exports.export import BATCH_SIZE, content_for
from reports.formats import formats, of_record
from reports.layers import SpanAnnotation
from reports.loader import ReportLoader, load_rounds
from reports.options import ReportOptions
from reports.reader_rows import from_row


class RoundExport:
    """What ``user`` may see of one round, without other rounds on the same article."""

    def __init__(self, user: User, round_: Round, loader: ReportLoader, names: PersonNames) -> None:
        self.user, self.round, self.loader, self.names = user, round_, loader, names

    def file(self, slug: str) -> bytes:
        """Return the round in the format ``slug``."""
        file_format = formats()[slug]
        if not of_record(file_format):
            return file_format.write(content_for(file_format, self.loader))
        options = ReportOptions(round=self.round.pk, names=self.names.salt is None)
        article = self.round.text.article
        return file_format.write(dump_article(self.user, article, options, self.names.salt, self.names))

    @property
    def annotations(self) -> list[tuple[int, SpanAnnotation]]:
        """Return the readers' annotations in text order, each with the id of its reader; 0 for who has left."""
        readers = {name: person for (person, _layer), name in self.loader.names.items()}
        return [(readers[one.annotator], one) for one in self.loader.annotations.marks]

    @property
    def answer_key(self) -> list[SpanAnnotation]:
        """Return the annotations of the answer key in text order."""
        rows = self.loader.read_rows(LayerKind.KEY).get(self.round.pk, ())
        return sorted((from_row(row, "") for row in rows), key=lambda one: (one.start, one.end, one.id))


def export_rounds(user: User, pks: Sequence[int], names: PersonNames) -> Iterator[RoundExport]:
    """Yield each of the rounds that ``user`` may see, in the order of their ids in ``pks``, on different articles."""
    for start in range(0, len(pks), BATCH_SIZE):
        batch = pks[start : start + BATCH_SIZE]
        rows = rounds_visible_to(user).filter(pk__in=batch).select_related("text__article__team", "codebook")
        rounds = {round_.pk: round_ for round_ in rows}
        loaders = load_rounds(user, list(rounds.values()), names)
        for pk in batch:
            if pk in rounds:
                # ``pop`` frees the memory of the round once it is written.
                round_ = rounds.pop(pk)
                yield RoundExport(user, round_, loaders.pop(round_.text.article_id), names)
