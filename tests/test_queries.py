"""Highlights, layers, changes, comments, votes and the hints that people had are fetched by ``annotate/access/`` alone.

All other queries for them are found in the syntax trees of the production code: by a model's manager, a reverse
manager, a lookup through a relation, or raw SQL. Each must be listed below with its reason.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.messages import APPS
from scripts.pure_modules import pure_modules

ROOT = Path(__file__).resolve().parents[1]
PRODUCTION = (*APPS, "scripts")
ACCESS = "annotate/access/"
# Pure modules cannot query: they never import Django.
PURE = re.compile("|".join(f"{module.replace('.', '/')}(/|[.]py)" for module in pure_modules()))
HIDDEN = {"Annotation", "Layer", "Change", "Comment", "Poll", "Vote", "ShownHint", "QuestionAnswer",
    "HandInReview"}  # fmt: skip
MANAGERS = {"objects", "all_objects", "_default_manager", "_base_manager"}
# Names of reverse relations to them.
REVERSE = {
    "annotations",
    "layers",
    "changes",
    "comments",
    "polls",
    "votes",
    "replies",
    "mentioned_in",
    "shown_hints",
}
RAW = {"raw", "extra", "RawSQL", "cursor", "executemany"}
# Calls whose arguments are names of relations.
LOOKUPS = {"Count", "Max", "Min", "Sum", "Avg", "Exists", "F", "Q", "OuterRef", "Prefetch", "filter", "exclude", "get",
    "annotate", "aggregate", "values", "values_list", "order_by", "prefetch_related", "select_related", "distinct",
    "defer", "only", "in_bulk", "exists", "count"}  # fmt: skip


def queries() -> Iterator[tuple[str, str, str]]:
    """Yield (file, function, query) of everything that looks like a query for possibly hidden rows."""
    for package in PRODUCTION:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if PURE.match(name):
                continue
            if (
                not name.startswith(ACCESS)
                and "/migrations/" not in name
                and not name.endswith("annotate/models.py")
            ):
                finder = Finder()
                finder.visit(ast.parse(path.read_text(encoding="utf-8")))
                yield from ((name, function, query) for function, query in finder.queries)


class Finder(ast.NodeVisitor):
    """Collects the queries of one module with the functions that contain them."""

    def __init__(self) -> None:
        self.queries: list[tuple[str, str]] = []
        self.where: list[str] = []
        # By name of a model, whether its rows may be hidden. Names that may stand for any model count as such.
        self.hides: dict[str, bool] = {}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if (node.module or "").endswith("models"):
            ours = node.module == "annotate.models"
            self.hides |= {alias.asname or alias.name: ours and alias.name in HIDDEN for alias in node.names}

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.hides.setdefault(node.name, False)
        self._inside(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._inside(node)

    def _inside(self, node: ast.ClassDef | ast.FunctionDef) -> None:
        self.where.append(node.name)
        self.generic_visit(node)
        self.where.pop()

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in MANAGERS:
            model = node.value.id if isinstance(node.value, ast.Name) else ast.unparse(node.value)
            if self.hides.get(model, True):
                self._add(f"{model}.{node.attr}")
        elif node.attr in REVERSE and not isinstance(node.ctx, ast.Store):
            self._add(ast.unparse(node))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        function_name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        if function_name in LOOKUPS:
            names = [
                arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            ]
            for name in names + [keyword.arg for keyword in node.keywords if keyword.arg]:
                if REVERSE & set(name.lstrip("-").split("__")):
                    self._add(f"{function_name}({name})")
        constants = {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
        if function_name in RAW or (
            function_name in ("getattr", "attrgetter") and constants & (REVERSE | MANAGERS)
        ):
            self._add(f"{function_name}()")
        self.generic_visit(node)

    def _add(self, query: str) -> None:
        self.queries.append((".".join(self.where), query))


# Functions outside access.py that may query them, by reason. All others fail.
MAY = {
    "it writes a row of the writer's own, or one that the writer may write: the caller has checked it": {
        "annotate/annotations/actions.py: _check_not_empty",
        "annotate/annotations/actions.py: _reopen",
        "annotate/assignments/actions.py: save_answers",
        "annotate/assignments/actions.py: _save_answer",
        "annotate/annotations/actions.py: ",  # _ANNOTATION: whether the id of a new annotation is free
        "annotate/annotations/bulk_import.py: _get_or_create_layers",
        "annotate/annotations/bulk_import.py: _insert",
        "annotate/annotations/bulk_import.py: log_deletions",
        "annotate/change_log.py: append_change",
        "annotate/discussion/comments.py: put_comment",
        "annotate/discussion/polls.py: cast_vote",
        "annotate/discussion/polls.py: open_poll",
        "annotate/hints/actions.py: _record",
        "annotate/rounds/actions.py: set_state",
        "annotate/rounds/actions.py: _update",
        "campaigns/setup/actions/settings.py: _set_practice_feedback",
        "annotate/lessons/exercises.py: add_answer_key",
        "annotate/lessons/assigning/actions.py: _remove_answer_key",
        "annotate/annotations/adjudication.py: dismiss_cluster",
        "annotate/annotations/adjudication.py: adjudicate_many",
        "reports/archive/load.py: _RoundLoader._comments",
        "reports/archive/load.py: _RoundLoader._layers",
        "reports/archive/load.py: _RoundLoader._poll",
        "reports/archive/load.py: _RoundLoader._shown_hints",
        "reports/archive/load.py: _RoundLoader._review",
        "reports/archive/load.py: _RoundLoader.load",
        "annotate/reviews/actions.py: put_review",
    },
    "it counts whether there is room, and says so only where there is none": {
        "annotate/annotations/quotas.py: check_annotation_quota",
        "annotate/annotations/quotas.py: check_unplaced_quota",
    },
    "it moves what is one person's to another account of theirs, or says that it cannot, and shows nothing": {
        "lti/courses/connecting/moving.py: check_can_move",
        "lti/courses/connecting/moving.py: move_account",
    },
    "it gives to an account what its owner tried before signing in, and shows nothing": {
        "annotate/trial/actions.py: keep_trial",
    },
    "it carries over what is on a corrected text, and shows nothing": {
        "annotate/revisions/carry_round.py: RoundCarrier._carry_dismissed_clusters",
        "annotate/revisions/carry_round.py: RoundCarrier.carry",
    },
    "it keeps the search index, and shows nothing: what is found is asked in newsroom/access.py": {
        "newsroom/search/backends/postgresql.py: PostgreSQL.matching",
        "newsroom/search/backends/sqlite.py: SQLite.matching",
        "newsroom/search/indexing/actions.py: _changed_annotations",
    },
    "it erases a person, and shows nothing": {
        "annotate/privacy/erasure.py: _erase_comment",
        "annotate/privacy/erasure.py: _erase_layer",
        "annotate/privacy/erasure.py: erase_from_team",
    },
    "it asks when something last happened, to know what is kept no longer": {
        "annotate/bin/actions.py: _idle_in_bin",
        "annotate/privacy/retention.py: idle_rounds",
    },
    "it puts rows into the bin, takes them out or deletes them, and counts no highlights where a round hides them": {
        "annotate/bin/actions.py: _delete",
        "annotate/bin/losses.py: losses",
        "web/db/deletable.py: Deletable._set_deleted",
    },
    "it looks after the site: it shows no row, and numbers only of rounds that hide nothing": {
        "operations/checks/change_log.py: ChangeLog.check_round",
        "operations/monitoring/dashboard.py: dashboard_data",
    },
    "it writes SQL for whoever calls it, or about the database as a whole": {
        "operations/checks/database.py: Database.postgresql",
        "operations/checks/database.py: Database.sqlite",
        "operations/monitoring/health_endpoints.py: HealthEndpoints.not_ready",
        "operations/backups/tables.py: reset_sequences",
        "operations/backups/tables.py: empty",
        "operations/backups/tables.py: lines",
        "operations/backups/tables.py: load",
        "operations/backups/tables.py: snapshot",
        "web/db/compiled_queries.py: _Statement.execute",
    },
    "it is no query: values in memory that are called the same": {
        "campaigns/quality/stored.py: _hand_in",
        "annotate/privacy/data_export.py: personal_data_files",
        "reports/feedback/api.py: _line",
        "reports/results/api.py: _answer",
        "reports/results/api.py: _outcome",
        "reports/results/download.py: _answer",
        "reports/formats/interchange/tools/labelstudio.py: LabelStudioFormat.fits",
        "reports/formats/interchange/tools/labelstudio.py: _document",
        "reports/formats/interchange/tools/webanno.py: _TsvReader._read_token",
        "reports/formats/interchange/tools/webanno.py: _TsvReader.read",
        "reports/adjudication/actions.py: _case",
        "reports/adjudication/actions.py: adjudicated_annotation",
        "reports/exports/export.py: content_for",
        "reports/exports/rounds.py: RoundExport.annotations",
        "campaigns/dataset/files/article_files.py: ArticleTables.add",
        "reports/exports/views.py: download_page",
        "reports/loader.py: ReportLoader.names",
        "reports/loader.py: ReportLoader.readers",
        "reports/loader.py: ReportLoader.selected_layers",
        "reports/loader.py: ReportLoader.hints",
        "reports/loader.py: ReportLoader.state",
        "reports/facts.py: round_facts.facts",
        "reports/sharing/views.py: shared_css",
        "reports/imports/annotations.py: AnnotationImporter.import_documents",
        "reports/imports/reading.py: count_labels",
        "reports/imports/reading.py: count_people",
        "reports/imports/matching.py: matching_details",
        "reports/imports/api.py: preview_json",
        "reports/management/commands/import.py: Command._print",
        "reports/archive/dump.py: _ArticleDump.round",
        "reports/archive/load.py: _RoundLoader._annotation",
        "reports/archive/load.py: _RoundLoader._change",
        "reports/archive/load.py: _RoundLoader._payload",
    },
    "it computes figures of articles that are released; who may see them is asked in campaigns/quality/load.py": {
        "campaigns/quality/stored.py: _compute",
        "campaigns/quality/stored.py: _layers",
    },
    "whether anybody has begun, which decides what those who manage a campaign can still change": {
        "campaigns/setup/touched.py: has_fixed_tags",
        "campaigns/setup/touched.py: with_touched",
    },
}
LISTED = {function for places in MAY.values() for function in places}


def test_every_query_outside_access_is_listed() -> None:
    unlisted = [
        f"{file}: {function}: {query}"
        for file, function, query in queries()
        if f"{file}: {function}" not in LISTED
    ]
    assert unlisted == [], "move it to annotate/access/, or list it in MAY with its reason"


def test_nothing_is_listed_that_is_gone() -> None:
    assert LISTED - {f"{file}: {function}" for file, function, _query in queries()} == set()


@pytest.mark.parametrize(
    "query",
    [
        "Annotation.objects.all()",
        "Row.objects.all()",
        "kind.objects.filter(pk=1)",
        "Comment._default_manager.all()",
        "round_.layers.all()",
        "Round(pk=1).changes.count()",
        "user.votes.exists()",
        "Round.objects.filter(layers__annotator=user)",
        "Round.objects.annotate(n=Count('layers__annotations'))",
        "Round.objects.prefetch_related('changes')",
        "Round.objects.order_by('-changes__created_at')",
        "Exists(Layer.objects.filter(round=OuterRef('pk')))",
        "getattr(round_, 'layers').all()",
        "Round.objects.raw('SELECT * FROM annotate_annotation')",
        "connection.cursor()",
        "RawSQL('SELECT 1', ())",
        "apps.get_model('annotate', 'Annotation').objects.all()",
    ],
)
def test_each_way_to_ask_is_seen(query: str) -> None:
    finder = Finder()
    source = f"from annotate.models import Annotation, Comment, Round, Layer as Row\ndef page(user): return {query}"
    finder.visit(ast.parse(source))
    assert finder.queries, query
    assert {function for function, _query in finder.queries} == {"page"}
