"""Search as people do."""

from typing import Any

from newsroom.search.indexing.actions import index_pending
from tests.world import World


def found(world: World, role: str, q: str, **params: Any) -> list[dict[str, Any]]:
    """Return what the API finds for somebody in the team of the world, whose index is up to date."""
    return answer(world, role, q, **params)["results"]


def answer(world: World, role: str, q: str, **params: Any) -> dict[str, Any]:
    """Return the whole answer."""
    index_pending()
    response = world.client(role).get(f"/api/v1/teams/{world.team.pk}/search/", {"q": q} | params)
    assert response.status_code == 200, response.content
    return response.json()


def page(world: World, role: str, q: str, **params: Any) -> str:
    """Return the page."""
    index_pending()
    response = world.client(role).get(f"/teams/{world.team.pk}/search/", {"q": q} | params)
    assert response.status_code == 200
    return response.content.decode()


def quotes(results: list[dict[str, Any]]) -> list[str]:
    """Return the words that are marked in what was found."""
    return [
        excerpt["text"][start:end]
        for result in results
        for excerpt in result["excerpts"]
        for start, end in excerpt["marks"]
    ]
