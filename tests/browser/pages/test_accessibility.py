"""axe-core finds nothing on any page, in light and dark."""

from collections.abc import Callable
from uuid import uuid4

from axe_playwright_python.base import AXE_SCRIPT
from django.utils import timezone
from playwright.sync_api import Page, expect

from annotate.annotations.actions import put_annotation
from annotate.enums import Feedback, FeedbackTiming, LayerKind
from annotate.rounds.actions import RoundSettings, create_round
from annotate.webhooks.actions import add_webhook
from people.actions.accounts import create_team
from people.actions.guests import open_join_code
from people.actions.teams import send_invitation
from people.permissions import Role
from reports.imports.actions import upload_import
from reports.models import ExportJob
from tests.browser.annotation_page import click, drag, hand_in, ready, saved
from tests.browser.conftest import Assignment
from tests.browser.editing.text_page import drag_over, press
from tests.browser.editing.text_page import ready as editing_ready
from tests.world import World, annotation_input, mark

DIALOGS = ("help-dialog", "conflict", "hand-in-dialog")

PATHS = [
    "/guide/", "/accounts/email/", "/accounts/password/change/", "/articles/", "/articles/new/",
    "/articles/{article}/", "/articles/{article}/delete/", "/bin/", "/teams/archived/",
    "/articles/{article}/report/", "/nowhere/",
    "/imports/", "/api/", "/articles/from-browser/", "/articles/receive/",
]  # fmt: skip


SIGNED_OUT_PATHS = ["/", "/try/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]

# What a colour scheme can change; everything else is the same page in both.
OF_COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}
EVERYTHING = {"resultTypes": ["violations"]}


def violations(page: Page) -> list[str]:
    """Return what axe-core finds in the light scheme, and then which colours it objects to in the dark one."""
    # Compiling the script takes longer than running it: once per page is enough.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, options in (("light", EVERYTHING), ("dark", OF_COLOUR)):
        page.emulate_media(color_scheme=scheme)
        result = page.evaluate("async (options) => (await axe.run(options)).violations", options)
        found += [f"{v['id']}, {scheme}: {node['html']}" for v in result for node in v["nodes"]]
    return found


def test_no_violation_signed_out(visit: Callable[..., Page]) -> None:
    page = visit("/", bypass_csp=True)
    assert {path: found for path in SIGNED_OUT_PATHS if page.goto(path) and (found := violations(page))} == {}


def test_no_violation_signed_in(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = visit("/guide/", assignment.user, bypass_csp=True)
    paths = [path.format(article=assignment.round.text.article_id) for path in PATHS]
    assert {path: found for path in paths if page.goto(path) and (found := violations(page))} == {}


CLASS_PATHS = [
    "/teams/", "/teams/{team}/", "/teams/{team}/bin/", "/bin/articles/{binned}/delete/", "/teams/{team}/archive/",
    "/teams/{team}/hints/",
    "/teams/{team}/hand-over/", "/teams/{team}/delete/", "/teams/{team}/code/",
    "/teams/{team}/privacy/", "/teams/{team}/rounds/",
    "/teams/{team}/rounds/new/", "/teams/{team}/members/{pupil}/", "/teams/{team}/members/{pupil}/remove/",
    "/teams/{team}/privacy/{pupil}/erase/", "/join/", "/return/", "/rounds/{round}/about/",
    "/rounds/{round}/settings/", "/rounds/{round}/delete/", "/rounds/{round}/key/", "/rounds/{round}/settled/",
    "/rounds/{round}/feedback/", "/rounds/{round}/settle/?show=all", "/rounds/{round}/projector/",
    "/rounds/{round}/pace/", "/rounds/{round}/results/", "/rounds/{round}/results/{pupil}/",
    "/rounds/{round}/results/add/?start=0&end=8&tag=opinion",
    "/articles/{article}/report/", "/articles/{article}/report/?threshold=all",
    "/articles/{article}/report/disputed/", "/articles/{article}/report/share/", "/articles/{article}/report/download/",
    "/articles/{article}/report/compare/?right_whose=key-{round}", "/teams/{team}/reports/", "/articles/reports/",
    "/teams/{team}/reports/download/", "/teams/{team}/webhooks/", "/imports/{import}/",
    "/teams/{newsroom}/", "/invitations/{token}/",
]  # fmt: skip


def test_no_violation_in_a_class(visit: Callable[..., Page], world: World) -> None:
    open_join_code(world.teacher, world.team)
    settings = RoundSettings(feedback=Feedback.KEY, feedback_when=FeedbackTiming.AT_ONCE)
    round_ = create_round(world.teacher, world.text, settings)
    put_annotation(
        world.teacher, round_, uuid4(), annotation_input(round_, "globalist", note="Why"), LayerKind.KEY
    )
    for person, tag in ((world.teacher, "opinion"), (world.pupil, "loaded-language")):
        mark(person, round_, "globalist", tag)
    add_webhook(world.teacher, world.team, "https://newsroom.example/hook")
    import_ = upload_import(
        world.teacher, "a.jsonl", b'{"text": "Fell.", "label": [[0, 4, "x"]]}\n{}', world.team
    )
    world.under_review.move_to_bin(world.teacher)
    newsroom = create_team(world.teacher, "Fact desk")
    token, _sent = send_invitation(world.stranger, world.foreign_team, Role.ANNOTATOR, 1)
    given = {
        "newsroom": newsroom.pk, "token": token,
        "team": world.team.pk, "round": round_.pk, "pupil": world.pupil.pk, "article": world.article.pk,
        "import": import_.pk, "binned": world.under_review.pk,
    }  # fmt: skip
    page = visit("/", world.teacher, bypass_csp=True)
    for path in CLASS_PATHS:
        page.goto(path.format(**given))
        assert violations(page) == [], path
    # Made right before: a job that nobody has touched for a minute is begun again, and its page reloads.
    job = ExportJob.objects.create(
        owner=world.teacher, articles=[1, 2], slug="csv", language="en", done=1, touched_at=timezone.now()
    )
    page.goto(f"/downloads/{job.pk}/")
    assert violations(page) == [], "a download in the making"
    page.goto(f"/articles/{world.article.pk}/report/")
    for summary in page.locator("main summary").all():
        summary.click()
    assert violations(page) == [], "everything unfolded"
    page.goto(f"/rounds/{round_.pk}/projector/")
    ready(page).keyboard.press("ArrowRight")
    assert violations(page) == [], "a disputed passage"


def test_no_violation_while_marking(visit: Callable[..., Page], world: World) -> None:
    path = f"/rounds/{world.round.pk}/"
    page = ready(visit(path, world.pupil, bypass_csp=True))
    assert violations(page) == []
    drag(page, "Taxes fell")
    assert violations(page) == [], "the bar"
    page.keyboard.press("2")
    saved(page)
    expect(page.locator("[data-card]")).to_be_visible()
    assert violations(page) == [], "the card"
    page.locator("[data-list]").get_by_text("a café").click()
    assert violations(page) == [], "somebody else's card"
    page.keyboard.press("Escape")
    click(page, "globalist")
    expect(page.locator("[data-chooser]")).to_be_visible()
    assert violations(page) == [], "the chooser"
    page.keyboard.press("Escape")
    for dialog in DIALOGS:
        page.evaluate("(name) => document.querySelector(`[data-${name}]`).showModal()", dialog)
        expect(page.locator(f"[data-{dialog}]")).to_be_visible()
        assert violations(page) == [], dialog
        page.keyboard.press("Escape")
    hand_in(page)
    expect(page.locator("[data-hand-in=withdraw]")).to_be_visible()
    assert violations(page) == [], "handed in"


def test_no_violation_while_asking_for_hints(visit: Callable[..., Page], assignment: Assignment) -> None:
    article = assignment.round.text.article
    article.language = "en"
    article.save(update_fields=["language"])
    page = ready(visit(assignment.path, assignment.user, bypass_csp=True))
    page.keyboard.press("h")
    expect(page.locator("[data-hint]")).to_be_visible()
    assert violations(page) == [], "the hint"
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    assert violations(page) == [], "a hint that was dismissed"
    drag(page, "It was a disgrace")
    page.keyboard.press("2")
    expect(page.locator("[data-card] .chips").first).to_be_visible()
    assert violations(page) == [], "suggestions on the card"
    page.locator("[data-card] .pick").click()
    assert violations(page) == [], "picking words"


def test_no_violation_while_changing_a_text(visit: Callable[..., Page], world: World) -> None:
    page = editing_ready(visit(f"/articles/{world.under_review.pk}/review/", world.teacher, bypass_csp=True))
    for words, action in (("Monday", "cross-out"), ("in May", "split"), ("again", "heading")):
        drag_over(page, words)
        press(page, action)
        expect(page.locator("[data-bar]")).to_be_hidden()
    drag_over(page, "bridge closes")
    assert violations(page) == [], "the review with its bar"
    press(page, "correct")
    assert violations(page) == [], "the field"
    page.goto(f"/articles/{world.article.pk}/correct/")
    drag_over(editing_ready(page), "slams")
    press(page, "cross-out")
    expect(page.locator("#text button.undo")).to_be_visible()
    assert violations(page) == [], "the correction"
    page.locator("[data-action=preview]").click()
    expect(page.locator(".passages li")).to_have_count(1)
    assert violations(page) == [], "what changes"
    page.locator("[data-action=apply]").click()
    expect(page.locator("[data-notice=corrected]")).to_be_visible()
    page.goto(f"/articles/{world.article.pk}/revisions/2/")
    assert violations(page) == [], "a revision"
