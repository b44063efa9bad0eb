"""An article about an invented harbour, in which the rules find hints of several kinds, and exercises on it."""

from typing import Any

from annotate.enums import HintTiming, RoundMode
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round
from articles.actions import create_frozen_articles
from articles.models import Text
from articles.text.draft import Draft
from people.models import Team, User
from tests.world import World

# An emoji and a combining accent come first: offsets are code points.
HARBOUR = (
    "🌉 The harbour of Sélvik\n\n"
    "The council should resign at once. The harbour lost 4,200 euros in March 2021 because of the storm.\n\n"
    "It was a disgraceful decision. We deserve a better harbour. "
    "The new gate cost 12 million euros, the highest price in ten years.\n\n"
    "According to the Sélvik Gazette, three streets flooded. Prices rose by 8 per cent in 2019."
)


def harbour_text(owner: User, team: Team | None, body: str = HARBOUR, language: str = "en") -> Text:
    """Add the article, frozen."""
    title = body.partition("\n")[0]
    (text,) = create_frozen_articles(owner, [Draft(body, title=title, language=language)], team)
    return text


def exercise(
    world: World, hints: HintTiming, mode: RoundMode = RoundMode.INDEPENDENT, **settings: Any
) -> Round:
    """An exercise of the class on the article."""
    text = harbour_text(world.teacher, world.team)
    return create_round(world.teacher, text, RoundSettings(mode, hints=hints, **settings))


def alone(world: World) -> Round:
    """The stranger reads the article alone."""
    return create_round(world.stranger, harbour_text(world.stranger, None))


def hints_seen(world: World, who: str, round_: Round) -> dict[str, Any]:
    """Return what the API says of the hints of a round to somebody."""
    response = world.client(who).get(f"/api/v1/rounds/{round_.pk}/hints/")
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


def ask(world: World, who: str, round_: Round, after: int = 0, more: bool = False) -> Any:
    """Ask for the next hint by the API."""
    sent = {"after": after, "more": more}
    url = f"/api/v1/rounds/{round_.pk}/hints/request/"
    return world.client(who).post(url, sent, content_type="application/json")


def respond(world: World, who: str, round_: Round, key: str, response: str) -> Any:
    """Respond to a hint by the API."""
    url = f"/api/v1/rounds/{round_.pk}/hints/{key}/"
    return world.client(who).put(url, {"response": response}, content_type="application/json")
