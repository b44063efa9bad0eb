"""Loads what a report is built from, in the same few queries however many people annotated."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from django.http import Http404
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import report_hints_visible, visible_layers
from annotate.codebook import Codebook as PureCodebook
from annotate.codebook import read_codebook
from annotate.codebooks.actions import DEFAULT_CODEBOOK
from annotate.codebooks.translation import translate_codebook
from annotate.enums import LayerKind, RoundMode
from annotate.hints.computed import hints_for
from annotate.models import Layer as LayerRow
from annotate.models import Round
from annotate.revisions.past import set_past_submissions
from annotate.tag import Tag
from articles.access import current_text
from articles.hints import RULES_VERSION
from articles.hints.matching import is_inside
from articles.models import Article, Text
from articles.text.draft import Formatting
from people.models import User
from reports.access import RoundsByText, findings_by_text, merged_sources_by_article, rounds_by_text
from reports.analysis.claims import Finding
from reports.analysis.combine import ANYBODY, MAJORITY
from reports.analysis.groups import GroupOfReaders
from reports.analysis.pseudonyms import PersonNames, renamed, without_names
from reports.analysis.report import (
    SECTIONS,
    ArticleAnnotations,
    Report,
    ReportContext,
    ReportInput,
    ReportQuery,
    TextFacts,
    build,
    build_annotations,
)
from reports.analysis.unmarked_hints import FoundHints
from reports.facts import article_facts, round_facts
from reports.layers import Layer
from reports.options import ReportOptions
from reports.reader_rows import (
    ReadRows,
    from_row,
    groups_of_readers,
    pure_layers,
    reader_key,
    reader_names,
    row_reader,
)

NO_SUCH_ROUND = N_("This exercise is not part of the report, or it is not shared with you.")
NO_SUCH_READER = N_("One of these readers has no highlights here that you can see.")
NO_KEY = N_("This exercise has no answer key that you can see.")


def load_report(
    user: User, article: Article, options: ReportOptions, salt: str | None = None, shared: bool = False
) -> "ReportLoader":
    """Load the report on an article from the annotations that ``user`` may see.

    With a ``salt`` readers are numbered instead of named, in an order that depends on it. ``shared``: others will see
    it, so that it has only hints that everybody may see, and no rounds that are released to leads alone. Raise
    ``Http404`` if the revision, the round, a reader or the answer key in ``options`` does not exist for ``user``.
    """
    text = current_text(article, options.revision)
    loader = load_reports(user, {article.pk: text}, options, lambda: salt, shared)[article.pk]
    loader.check_options()
    return loader


def load_rounds(user: User, rounds: Sequence[Round], names: PersonNames) -> dict[int, "ReportLoader"]:
    """Return article id -> the loader of a report on one round alone, of visible ``rounds`` on different articles."""
    texts = {round_.text.article_id: round_.text for round_ in rounds}
    of_texts = RoundsByText(
        {round_.text_id: [round_] for round_ in rounds}, {round_.text_id: [] for round_ in rounds}, {}
    )
    options = ReportOptions(names=names.salt is None)
    return _load(user, texts, options, of_texts, lambda: names.salt, names=names)


def load_reports(
    user: User,
    texts: Mapping[int, Text],
    options: ReportOptions,
    new_salt: Callable[[], str | None],
    shared: bool = False,
) -> dict[int, "ReportLoader"]:
    """Return article id -> the loader of its report, in the same few queries however many articles there are.

    ``texts``: article id -> text. ``new_salt`` is called for each article. Rounds with an older codebook than the
    newest round's are left out: their tags may mean something else.
    """
    of_texts = rounds_by_text(user, texts.values(), past=options.revision is not None, released=not shared)
    return _load(user, texts, options, of_texts, new_salt, shared)


def _load(
    user: User,
    texts: Mapping[int, Text],
    options: ReportOptions,
    of_texts: RoundsByText,
    new_salt: Callable[[], str | None],
    shared: bool = False,
    names: PersonNames | None = None,
) -> dict[int, "ReportLoader"]:
    """Return article id -> the loader of the report on the rounds ``of_texts``."""
    rounds, others, ends = of_texts
    all_rounds = [round_ for group in rounds.values() for round_ in group]
    layers: dict[int, list[LayerRow]] = {}
    for layer in visible_layers(user, all_rounds).select_related("annotator") if all_rounds else ():
        layers.setdefault(layer.round_id, []).append(layer)
    for pk, end in ends.items():
        layers[pk] = set_past_submissions(layers.get(pk, ()), end)
    codebooks = {round_.codebook_id: round_.codebook for round_ in all_rounds}
    translated = {pk: translate_codebook(codebook.pure) for pk, codebook in codebooks.items()}
    default_codebook = translate_codebook(read_codebook(DEFAULT_CODEBOOK))
    merged = merged_sources_by_article([text.article for text in texts.values()])
    findings = findings_by_text(list(texts.values()))
    read_rows = row_reader(user, all_rounds, ends)
    return {
        pk: ReportLoader(
            user,
            options,
            new_salt(),
            text,
            rounds[text.pk],
            others[text.pk],
            [layer for round_ in rounds[text.pk] for layer in layers.get(round_.pk, ())],
            translated[rounds[text.pk][0].codebook_id] if rounds[text.pk] else default_codebook,
            merged.get(pk, {}),
            findings.get(text.pk, ()),
            read_rows,
            shared,
            names,
        )
        for pk, text in texts.items()
    }


class ReportLoader:
    """The rows of one article's report; the report is built from them when it is first needed.

    ``rounds`` and ``layers`` are all that the user may see, whatever the options, and ``other_rounds`` those on the
    same text with another codebook. ``shared``: others will see it.
    """

    def __init__(
        self,
        user: User,
        options: ReportOptions,
        salt: str | None,
        text: Text,
        rounds: list[Round],
        other_rounds: list[Round],
        layers: list[LayerRow],
        codebook: PureCodebook,
        merged: Mapping[str, str],
        findings: tuple[Finding, ...],
        read_rows: ReadRows,
        shared: bool,
        names: PersonNames | None = None,
    ) -> None:
        self.user, self.options = user, options
        self.salt = salt if options.names else salt or text.sha256
        self.text, self.rounds, self.other_rounds = text, rounds, other_rounds
        self.layers, self.codebook = layers, codebook
        self.merged, self.findings, self.read_rows = merged, findings, read_rows
        self.shared, self.person_names = shared, names

    @cached_property
    def names(self) -> dict[tuple[int, int], str]:
        """The name of each reader by ``reader_key``."""
        return reader_names(self.layers, self.person_names)

    @property
    def codebook_pk(self) -> int | None:
        """The codebook of the newest round, None if there is no round."""
        return self.rounds[0].codebook_id if self.rounds else None

    @property
    def readers(self) -> list[tuple[int, str]]:
        """The readers that the report could be restricted to: (user id, name)."""
        people = {(row.annotator_id, self.names[reader_key(row)]) for row in self.layers if row.annotator_id}
        return sorted(people, key=lambda reader: (reader[1].casefold(), reader[0]))

    def check_options(self) -> None:
        """Raise ``Http404`` if the round, a reader or the answer key in the options does not exist for the user."""
        _checked = self.selected_layers, self.answer_key

    @cached_property
    def selected_rounds(self) -> list[Round]:
        """The rounds in the report. Raises ``Http404`` if the user sees no such round."""
        pk = self.options.round
        selected = [round_ for round_ in self.rounds if pk is None or round_.pk == pk]
        if pk is not None and not selected:
            raise Http404(_(NO_SUCH_ROUND))
        return selected

    @cached_property
    def selected_layers(self) -> list[LayerRow]:
        """The readers' layers in the report. Raises ``Http404`` if a chosen reader has none."""
        round_pks = {round_.pk for round_ in self.selected_rounds}
        layers = [layer for layer in self.layers if layer.round_id in round_pks]
        if not self.options.readers:
            return layers
        layers = [layer for layer in layers if layer.annotator_id in self.options.readers]
        if {layer.annotator_id for layer in layers} != set(self.options.readers):
            raise Http404(_(NO_SUCH_READER))
        return layers

    @cached_property
    def answer_key(self) -> list[Layer] | None:
        """The answer key as the only reader's layer, if it was asked for. Raises ``Http404`` if the user sees none."""
        if not self.options.key:
            return None
        name = _("Answer key")
        rows = self.read_rows(LayerKind.KEY)
        annotations = tuple(from_row(row, name) for r in self.selected_rounds for row in rows.get(r.pk, ()))
        annotations = tuple(sorted(annotations, key=lambda one: (one.start, one.end, one.id)))
        if not annotations:
            raise Http404(_(NO_KEY))
        return [Layer(name, annotations, True, self.selected_rounds[0].pk)]

    @cached_property
    def input(self) -> ReportInput:
        """The rows as plain values, with readers numbered if names are hidden."""
        text, options, findings = self.text, self.options, self.findings
        layers = self.answer_key or pure_layers(
            self.selected_rounds, self.selected_layers, self.names, self.read_rows
        )
        groups = self.groups
        if self.salt is not None:
            named = layers
            layers = self._without_names(layers, self.salt)
            numbers = {old.reader: new.reader for old, new in zip(named, layers, strict=True)}
            groups = tuple(
                replace(
                    group, name="", readers=tuple(numbers[name] for name in group.readers if name in numbers)
                )
                for group in groups
            )
            findings = tuple(replace(finding, by="") for finding in findings)
        readers = {layer.reader for layer in layers if layer.kind == LayerKind.READER}
        query = ReportQuery(
            options.threshold or default_threshold(self.selected_rounds, len(readers)),
            options.round,
            tuple(sorted(readers)) if options.readers else (),
            self.salt is None,
            options.agreed,
            options.from_hints,
        )
        formatting = tuple(Formatting(*row) for row in text.formatting)
        return ReportInput(
            article_facts(text.article),
            TextFacts(text.revision, text.sha256, text.body, formatting, tuple(text.placed_pictures)),
            self.codebook,
            layers,
            query,
            ReportContext(
                round_facts(self.user, self.selected_rounds, layers),
                self.merged,
                findings,
                text.hand_changes or {},
                groups=groups,
            ),
        )

    def _without_names(self, layers: list[Layer], salt: str) -> list[Layer]:
        if self.person_names:
            return renamed(layers, {layer.reader: layer.reader for layer in layers})
        return without_names(layers, salt, lambda number: _("Reader {number}").format(number=number))

    @cached_property
    def groups(self) -> tuple[GroupOfReaders, ...]:
        """The groups of the rounds in the report in which people worked in groups and which are revealed."""
        if self.options.key:
            return ()
        rounds = [r for r in self.selected_rounds if r.mode == RoundMode.GROUPS and not r.hides]
        return groups_of_readers(rounds, self.selected_layers, self.names)

    @cached_property
    def hints(self) -> FoundHints | None:
        """The hints in what was to be annotated, None if the report shows none.

        On an earlier text there are none: they would give away those on the newest one.
        """
        if self.options.key or self.options.revision is not None:
            return None
        viewer = None if self.shared else self.user
        others = [round_ for round_ in self.rounds if round_ not in self.selected_rounds] + self.other_rounds
        if not report_hints_visible(viewer, self.selected_rounds, others, self.layers):
            return None
        extracts = [round_.extract for round_ in self.selected_rounds]
        hints = {
            key: hint
            for key, hint in hints_for(self.text, self.text.article.team_id).items()
            if any(is_inside(hint, *extract) for extract in extracts)
        }
        return FoundHints(RULES_VERSION, hints) if hints else None

    @property
    def input_with_hints(self) -> ReportInput:
        """The rows as plain values, with the hints if the report shows any."""
        return replace(self.input, context=replace(self.input.context, hints=self.hints))

    @cached_property
    def report(self) -> Report:
        """The report."""
        return build(self.input_with_hints)

    @cached_property
    def annotations(self) -> ArticleAnnotations:
        """The annotations of the same readers alone, for files that contain nothing else."""
        return build_annotations(self.input)

    @cached_property
    def annotations_with_passages(self) -> ArticleAnnotations:
        """The annotations and their passages, for files that contain nothing else."""
        return build_annotations(self.input, with_passages=True)

    @cached_property
    def annotations_with_hints(self) -> ArticleAnnotations:
        """The annotations and the hints that nobody highlighted, for files that contain nothing else."""
        return build_annotations(self.input_with_hints, with_passages=self.options.agreed)

    @property
    def state(self) -> bytes:
        """A digest of everything that pages and files of the report depend on.

        It covers all that the user may see: pages offer the rounds and readers that were not chosen as well.
        """
        state = (
            get_language(), get_current_timezone_name(), self.options,
            self.salt, self.codebook, self.text.pk, self.text.sha256,
            article_facts(self.text.article),
            [(round_.pk, round_.created_at, round_.last_seq) for round_ in self.rounds],
            [(layer.pk, self.names[reader_key(layer)], layer.hints_requested) for layer in self.layers],
            self.merged, self.findings,
            self.answer_key, self.hints, self.groups,
        )  # fmt: skip
        return hashlib.sha256(repr(state).encode()).digest()


def claim_tag(user: User, article: Article) -> Tag:
    """Return the tag of the report's claims. Raise ``Http404`` if the codebook has no claims to check."""
    slug, details = SECTIONS["claims"]
    for tag in load_report(user, article, ReportOptions()).codebook.tags:
        if tag.slug == slug and details.keys() <= {detail.slug for detail in tag.details}:
            return tag
    raise Http404(_("This article’s codebook has no claims to check."))


def default_threshold(rounds: Sequence[Round], readers: int) -> str:
    """Return the majority for independent rounds of more than two readers, else anybody.

    Where people add to each other's annotations, all of them count.
    """
    independent = bool(rounds) and all(round_.mode == RoundMode.INDEPENDENT for round_ in rounds)
    return MAJORITY if independent and readers > 2 else ANYBODY
