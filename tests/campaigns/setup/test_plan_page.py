"""The plan by hand and as a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.enums import Distribution, Purpose
from campaigns.models import ArticleAssignment, CampaignArticle
from campaigns.setup.actions import add_articles, add_participants, set_plan
from campaigns.setup.planned import states
from tests.campaigns.setup.desk import Desk, desk, hand_out
from tests.campaigns.setup.test_pages import page, post, signed_in

pytestmark = pytest.mark.django_db


def planned_desk(texts: int = 2) -> Desk:
    """Return a desk whose campaign follows a plan that is still empty."""
    here = desk(people=2, texts=texts, distribution=Distribution.PLANNED)
    add_participants(here.lead, here.campaign, here.people)
    add_articles(here.lead, here.campaign, here.texts)
    return here


def upload(here: Desk, content: str) -> str:
    """Upload a CSV file; return the page that follows."""
    file = SimpleUploadedFile("plan.csv", content.encode(), "text/csv")
    url = reverse("campaigns:import-plan", args=[here.campaign.pk])
    return signed_in(here.lead).post(url, {"file": file}, follow=True).content.decode()


def test_a_page_of_the_plan_is_saved() -> None:
    here = planned_desk()
    one, two = here.articles
    person = here.people[0].pk
    assert f'value="{one.pk}-{person}"' in page(here, "plan")
    sent = {
        "articles": [one.pk, two.pk],
        "planned": [f"{one.pk}-{person}", f"{two.pk}-987654321", "nonsense"],
    }
    assert "The plan of 1 article was changed." in post(here, "plan", **sent)
    assert list(states(here.campaign)) == [(one.pk, person)]


def test_articles_on_other_pages_keep_their_plan() -> None:
    here = planned_desk()
    one, two = here.articles
    set_plan(here.lead, here.campaign, {one.pk: {here.people[0].pk}})
    post(here, "plan", articles=[two.pk], planned=[f"{two.pk}-{here.people[1].pk}"])
    assert list(states(here.campaign)) == [(one.pk, here.people[0].pk), (two.pk, here.people[1].pk)]


def test_what_somebody_has_is_shown_and_cannot_be_unticked() -> None:
    here = planned_desk()
    hand_out(here.articles[0], here.people[0])
    assert "Annotator 1 has it, or has handed it in" in page(here, "plan")
    post(here, "plan", articles=[here.articles[0].pk])
    assert ArticleAssignment.objects.count() == 1


def test_a_file_is_shown_before_it_changes_anything() -> None:
    here = planned_desk()
    CampaignArticle.objects.filter(pk=here.articles[1].pk).update(purpose=Purpose.PRACTICE)
    [article, practice] = here.articles
    csv = signed_in(here.lead).get(reverse("campaigns:plan-csv", args=[here.campaign.pk])).content.decode()
    number = article.round.text.article_id
    assert csv.splitlines() == ["article,title,Annotator 1,Annotator 2", f"{number},Quillmouth 1,,"]

    preview = upload(here, f"article,Annotator 2\n{number},x\n")
    assert "1 time somebody is newly planned" in preview
    assert not states(here.campaign)
    sent = preview.partition('name="plan" value="')[2].partition('"')[0].replace("&quot;", '"')
    assert "The plan of 1 article was changed." in post(here, "import-plan", plan=sent)
    assert list(states(here.campaign)) == [(article.pk, here.people[1].pk)]
    assert practice.pk not in dict(states(here.campaign))


def test_mistakes_in_a_file_are_listed_and_nothing_changes() -> None:
    here = planned_desk()
    preview = upload(here, "article,Dora\n1,x\n")
    assert "Line 1" in preview
    assert "Nobody in this campaign is called “Dora”." in preview
    assert 'name="plan"' not in preview


@pytest.mark.parametrize(
    "sent",
    ["nonsense", "[1]", '{"1": 2}', '{"99999999999999999999": [1]}', '{"a": [1]}', '{"1": [Infinity]}'],
)
def test_what_no_preview_sent_changes_nothing(sent: str) -> None:
    here = planned_desk(texts=1)
    post(here, "import-plan", plan=sent)
    assert not states(here.campaign)
