"""The tables of a dataset: who took part, who had which article, and the campaign's log. Read row by row."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from campaigns.counting.need import HANDED_IN
from campaigns.dataset.files.totals import Totals
from campaigns.enums import AssignmentState, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignEvent, CampaignParticipant
from campaigns.quality.stored import RELEASED
from campaigns.training.load import load_standings
from reports.analysis.pseudonyms import PersonNames

ROWS = 2000
PEOPLE_COLUMNS = (
    "person", "takes_part", "joined", "removed", "excluded", "counted", "extra", "highlights", "training",
    "practice_articles", "practice_attempts", "practice_score",
)  # fmt: skip
ASSIGNMENT_COLUMNS = ("article", "person", "state", "purpose", "handed_out", "handed_in")
EVENT_COLUMNS = ("time", "person", "event", "details")
# Fields of events with the ids of users, and the one with the id of a participant.
USERS, PARTICIPANT = ("person", "people"), "participant"


def people_rows(campaign: Campaign, names: PersonNames, totals: Totals) -> Iterator[list[Any]]:
    """Yield a row for everybody who is named in the dataset: those who take or took part, then others."""
    people = list(campaign.participants.filter(user__isnull=False).select_related("user"))
    standings = load_standings(campaign, people)
    counted, extra = (_numbers(campaign, state) for state in HANDED_IN)
    called = {names.of(person.user_id or 0): person for person in people}
    for name, person in sorted(called.items()):
        standing = standings[person.pk]
        attempts = sum(len(result.scores) for result in standing.results)
        yield [
            name, True, *_times((person.joined_at, person.removed_at, person.excluded_at), names),
            counted[person.user_id], extra[person.user_id], totals.highlights_of[name], standing.state.value,
            sum(1 for result in standing.results if result.scores), attempts, standing.mean,
        ]  # fmt: skip
    others = {_actor(names, actor, name) for actor, name in _actors(campaign)} | set(totals.highlights_of)
    for name in sorted(others - called.keys() - {""}):
        yield [name, False, *[None] * 5, totals.highlights_of[name], *[None] * 4]


def assignment_rows(campaign: Campaign, names: PersonNames) -> Iterator[list[Any]]:
    """Yield who had which released article, from when, and when they handed it in, in the order of the articles."""
    rows = ArticleAssignment.objects.filter(
        article__campaign=campaign, article__round__state__in=RELEASED, article__round__deleted_at=None,
        article__round__text__article__deleted_at=None,
    )  # fmt: skip
    rows = rows.exclude(state=AssignmentState.PLANNED).exclude(article__purpose=Purpose.PRACTICE)
    columns = rows.order_by("article__position", "article", "pk").values_list(
        "article__round__text__article", "annotator", "annotator__name", "state", "article__purpose",
        "assigned_at", "handed_in_at",
    )  # fmt: skip
    for article, person, name, state, purpose, *times in columns.iterator(chunk_size=ROWS):
        yield [article, _actor(names, person, name), state, purpose, *_times(times, names)]


def event_rows(campaign: Campaign, names: PersonNames) -> Iterator[list[Any]]:
    """Yield the campaign's log, oldest first. The people in its details have the names of the other tables."""
    users = dict(CampaignParticipant.objects.filter(campaign=campaign).values_list("pk", "user"))
    known = dict(campaign.participants.filter(user__isnull=False).values_list("user", "user__name"))
    events = CampaignEvent.objects.filter(campaign=campaign).order_by("pk")
    columns = events.values_list("created_at", "actor", "actor__name", "verb", "payload")
    for time, actor, name, verb, payload in columns.iterator(chunk_size=ROWS):
        details = dict(payload)
        if PARTICIPANT in details:
            details["person"] = users.get(details.pop(PARTICIPANT))
        for field in USERS:
            if field in details:
                details[field] = _called(details[field], names, known)
        text = json.dumps(details, ensure_ascii=False, sort_keys=True)
        yield [*_times([time], names), _actor(names, actor, name), verb, text]


def _called(value: Any, names: PersonNames, known: dict[int, str]) -> Any:
    if isinstance(value, list):
        return [_called(one, names, known) for one in value]
    return names.of(value, known.get(value, "")) if isinstance(value, int) else None


def _actor(names: PersonNames, person: int | None, name: str | None) -> str:
    return names.of(person, name or "") if person else ""


def _actors(campaign: Campaign) -> Iterable[tuple[int | None, str | None]]:
    events = CampaignEvent.objects.filter(campaign=campaign).order_by()
    return events.values_list("actor", "actor__name").distinct()


def _numbers(campaign: Campaign, state: AssignmentState) -> Counter[int | None]:
    """Return how many released articles everybody has in a state."""
    rows = ArticleAssignment.objects.filter(
        article__campaign=campaign, article__round__state__in=RELEASED, state=state
    ).exclude(article__purpose=Purpose.PRACTICE)
    return Counter(rows.order_by().values_list("annotator", flat=True).iterator(chunk_size=ROWS))


def _times(times: Iterable[datetime | None], names: PersonNames) -> list[datetime | date | None]:
    """Return the times; of people with pseudonyms only the days, since a time could tell who somebody is."""
    return [time.date() if time and names.salt else time for time in times]
