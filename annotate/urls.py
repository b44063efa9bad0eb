"""Addresses of the marking pages."""

from django.urls import include, path

from annotate import views
from annotate.assignments import answer_views
from annotate.assignments import views as assignment_views
from annotate.bin import views as bin_views
from annotate.codebooks import editor_views
from annotate.codebooks import views as codebook_views
from annotate.dashboard.views import dashboard
from annotate.enums import LayerKind, RoundState
from annotate.extensions import views as extension_views
from annotate.groups import views as group_views
from annotate.hints.lists import views as hint_views
from annotate.hints.of_article import views as article_hint_views
from annotate.hints.settings import views as hint_settings_views
from annotate.lessons.pages.changing import save_exercise
from annotate.lessons.pages.welcome import welcome
from annotate.privacy import views as privacy_views
from annotate.revisions import views as revision_views
from annotate.rounds import views as round_views
from annotate.rounds.entrance import enter_team
from annotate.trial import views as trial_views
from annotate.webhooks import views as webhook_views

app_name = "annotate"
urlpatterns = [
    path("articles/<int:pk>/start/", views.start, name="start"),
    path("articles/<int:pk>/correct/apply/", revision_views.apply_correction, name="apply-correction"),
    path(
        "articles/<int:pk>/revisions/<int:number>/undo/",
        revision_views.undo_correction,
        name="undo-correction",
    ),
    path("articles/<int:pk>/hints/", article_hint_views.article_hints, name="article-hints"),
    path("articles/<int:pk>/hints/suggest/", article_hint_views.suggest, name="suggest-hints"),
    path("articles/<int:pk>/hints/remove/", article_hint_views.remove_suggestions, name="remove-suggestions"),
    path("bin/", bin_views.own_bin, name="bin"),
    path("bin/<slug:kind>/<int:pk>/restore/", bin_views.restore, name="bin-restore"),
    path("bin/<slug:kind>/<int:pk>/delete/", bin_views.delete_permanently, name="bin-delete"),
    path("teams/<int:pk>/bin/", bin_views.team_bin, name="team-bin"),
    path("teams/<int:pk>/rounds/", round_views.team_rounds, name="team-rounds"),
    path("teams/<int:pk>/enter/", enter_team, name="enter-team"),
    path("teams/<int:pk>/rounds/new/", round_views.new, name="new-round"),
    path("teams/<int:pk>/lead/", round_views.lead_all, name="lead-all"),
    path("teams/<int:pk>/progress.csv", round_views.team_progress, name="team-progress"),
    path("teams/<int:pk>/privacy/", privacy_views.privacy, name="privacy"),
    path("teams/<int:pk>/privacy/retention/", privacy_views.retention, name="privacy-retention"),
    path("teams/<int:pk>/privacy/deletion/", privacy_views.deletion, name="privacy-deletion"),
    path(
        "teams/<int:pk>/privacy/<int:person>.zip", privacy_views.download_personal_data, name="personal-data"
    ),
    path("teams/<int:pk>/privacy/<int:person>/erase/", privacy_views.erase, name="privacy-erase"),
    path("teams/<int:pk>/hints/", hint_settings_views.hint_settings, name="hint-settings"),
    path("teams/<int:pk>/webhooks/", webhook_views.webhooks, name="webhooks"),
    path("teams/<int:pk>/webhooks/<int:hook>/", webhook_views.webhook, name="webhook"),
    path("rounds/<int:pk>/", views.annotate, name="annotate"),
    path("rounds/<int:pk>/key/", views.annotate, {"kind": LayerKind.KEY}, name="key"),
    path("rounds/<int:pk>/settled/", views.annotate, {"kind": LayerKind.ADJUDICATED}, name="adjudicated"),
    path("rounds/<int:pk>/about/", round_views.round_detail, name="round"),
    path("rounds/<int:pk>/groups/", group_views.groups, name="groups"),
    path("rounds/<int:pk>/hints/", hint_views.hints, name="hints"),
    path("rounds/<int:pk>/settings/", round_views.settings, name="round-settings"),
    path("rounds/<int:pk>/extensions/", extension_views.extensions, name="extensions"),
    path("rounds/<int:pk>/extensions/<int:person>/remove/", extension_views.remove, name="remove-extension"),
    path("rounds/<int:pk>/open/", round_views.move, {"to": RoundState.OPEN}, name="open"),
    path("rounds/<int:pk>/close/", round_views.move, {"to": RoundState.CLOSED}, name="close"),
    path("rounds/<int:pk>/reveal/", round_views.move, {"to": RoundState.REVEALED}, name="reveal"),
    path("rounds/<int:pk>/lead/", round_views.lead, name="lead"),
    path("rounds/<int:pk>/lesson/", save_exercise, name="save-as-lesson"),
    path("rounds/<int:pk>/nudge/", round_views.remind, name="remind"),
    path("rounds/<int:pk>/delete/", round_views.delete, name="delete-round"),
    path("welcome/", welcome, name="welcome"),
    path("classes/", dashboard, name="dashboard"),
    path("lessons/", include("annotate.lessons.urls")),
    path("try/", trial_views.try_own_text, name="try"),
    path("try/sample/", trial_views.try_sample, name="try-sample"),
    path("try/delete/", trial_views.end_trial, name="end-trial"),
    path("assignments/<int:pk>/", assignment_views.assignment_page, name="assignment"),
    path("assignments/<int:pk>/save/", assignment_views.save_answers, name="save-answers"),
    path("assignments/<int:pk>/hand-in/", assignment_views.hand_in, name="hand-in-assignment"),
    path("assignments/<int:pk>/withdraw/", assignment_views.withdraw, name="withdraw-assignment"),
    path("assignments/<int:pk>/settings/", assignment_views.settings, name="assignment-settings"),
    path(
        "assignments/<int:pk>/open/",
        assignment_views.move,
        {"to": RoundState.OPEN},
        name="open-assignment",
    ),
    path(
        "assignments/<int:pk>/close/",
        assignment_views.move,
        {"to": RoundState.CLOSED},
        name="close-assignment",
    ),
    path(
        "assignments/<int:pk>/reveal/",
        assignment_views.move,
        {"to": RoundState.REVEALED},
        name="reveal-assignment",
    ),
    path("assignments/<int:pk>/lead/", assignment_views.lead, name="lead-assignment"),
    path("assignments/<int:pk>/delete/", assignment_views.delete, name="delete-assignment"),
    path("assignments/<int:pk>/answers/", answer_views.answers_page, name="answers"),
    path("assignments/<int:pk>/answers.csv", answer_views.answers_download, name="answers-csv"),
    path("codebooks/", codebook_views.codebooks, name="codebooks"),
    path("codebooks/colours/", editor_views.colours, name="colours"),
    path("codebooks/import/", codebook_views.import_, name="import-codebook"),
    path("codebooks/<int:pk>/", codebook_views.codebook, name="codebook"),
    path("codebooks/<int:pk>/edit/", editor_views.edit, name="edit-codebook"),
    path("codebooks/<int:pk>/copy/", codebook_views.copy, name="copy-codebook"),
    path("codebooks/<int:pk>/archive/", codebook_views.archive, {"archived": True}, name="archive-codebook"),
    path(
        "codebooks/<int:pk>/unarchive/",
        codebook_views.archive,
        {"archived": False},
        name="unarchive-codebook",
    ),
    path("codebooks/<int:pk>.toml", codebook_views.toml, name="codebook-toml"),
    path("codebooks/<int:pk>.css", views.codebook_css, name="codebook-css"),
    path("guide/tags.css", views.default_css, name="default-css"),
    path("guide/", views.guide, name="guide"),
]
