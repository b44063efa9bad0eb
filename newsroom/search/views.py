"""The page on which the articles of a team are searched, and its results as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.access import visible_to
from newsroom.search.download import MAX_ROWS, results_csv
from newsroom.search.find import END, MAX_COUNT, Search
from newsroom.search.forms import MAX_KEY, SearchForm
from newsroom.search.indexing.actions import count_indexed
from newsroom.search.indexing.passages import article_of, first_id
from newsroom.search.results import group_by_article, load_results
from people.access import get_team
from people.models import Team, User
from web.server.slow_views import slow_view

ARTICLES, SHOWN, SHOWN_OF_ONE = 15, 6, 200
MAX_PUBLICATIONS = 200


@slow_view()
@login_required
@require_safe
def search_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Search the articles of a team. Without words, the page says what can be searched."""
    team = get_team(request.user, pk)
    form = SearchForm(request.GET, request.user, team)
    context = {"team": team, "form": form, "publications": _publications(request.user, team)}
    if form.is_valid() and form.query:
        context |= _results(request, Search(request.user, team, form.query, form.filters))
    if not context.get("groups"):
        articles = visible_to(request.user).filter(team=team)
        context |= {"articles": articles.count(), "indexed": count_indexed(articles)}
    return render(request, "newsroom/search/search.html", context, status=422 if form.errors else 200)


@slow_view()
@login_required
@require_safe
def search_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Download what is found as CSV, the newest articles first."""
    team = get_team(request.user, pk)
    form = SearchForm(request.GET, request.user, team)
    found = []
    if form.is_valid():
        search = Search(request.user, team, form.query, form.filters)
        found = load_results(search, search.find(MAX_ROWS))
    headers = {"Content-Disposition": 'attachment; filename="search.csv"'}
    content = results_csv(found, request.build_absolute_uri)
    return HttpResponse(content, content_type="text/csv", headers=headers)


def _results(request: HttpRequest, search: Search) -> dict[str, object]:
    """Return one page of what was found, by article."""
    before = request.GET.get("before", "")
    end = (
        first_id(min(int(before), MAX_KEY))
        if before.isascii() and before.isdigit() and len(before) < 12
        else END
    )
    ids = search.find(MAX_COUNT + 1, end)
    articles = list(dict.fromkeys(map(article_of, ids)))
    here = set(articles[:ARTICLES])
    shown = SHOWN_OF_ONE if search.filters.article else SHOWN
    parameters = request.GET.copy()
    parameters.pop("before", None)
    address = parameters.urlencode()
    context: dict[str, object] = {
        "groups": group_by_article(search, [pk for pk in ids if article_of(pk) in here], shown),
        "address": address,
        "first_page": end == END,
        "count": min(len(ids), MAX_COUNT),
        "many": len(ids) > MAX_COUNT,
    }
    if len(articles) > ARTICLES or len(ids) > MAX_COUNT:
        context["before"] = articles[:ARTICLES][-1]
    return context


def _publications(user: User, team: Team) -> list[str]:
    """Return the publications of the team's articles, to choose from."""
    named = visible_to(user).filter(team=team).exclude(publication="").order_by("publication")
    return list(named.values_list("publication", flat=True).distinct()[:MAX_PUBLICATIONS])
