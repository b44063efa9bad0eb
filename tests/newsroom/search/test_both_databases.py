"""Each database finds exactly what a plain look at every text finds, in the same order: so both find the same.

The suite runs on SQLite and on PostgreSQL.
"""

import random
from collections.abc import Iterator, Sequence

import pytest

from annotate.rounds.actions import create_round
from articles.actions import create_frozen_articles
from articles.text.draft import Draft
from newsroom.models import IndexedArticle, Passage
from newsroom.search.find import Filters, Search
from newsroom.search.indexing.actions import index_pending
from newsroom.search.indexing.passages import is_title, searched_texts
from newsroom.search.tokens.query import Query, parse_query
from newsroom.search.tokens.words import words_in
from tests.world import World, mark

pytestmark = pytest.mark.django_db

SENTENCES = {
    "en": (
        "The Mayor's ferry slammed into the well-known pier; nobody was hurt.",
        "Critics call the ferries a disgrace, a DISGRACE, and the mayors agree.",
        "Voting on the café tax, the council's “red line”, starts at 9:30 in O'Hara Hall.",
        "1,500 people voted, said the union's 2nd report (page 42).",
    ),
    "es": (
        "El alcalde habló de la votación y de las votaciones del año pasado.",
        "Según el sindicato, los ministros decidían la construcción del puente; él no decidió nada.",
        "«La línea roja», dijo la ministra, está en el café de la alcaldía.",
    ),
    "de": (
        "Die Brücke an der Łódź-Straße ist gesperrt, sagt der Bürgermeister.",
        "Brücken, Straßen und ein Café.",
    ),
    "ja": ("橋は月曜日に閉鎖される。市長はそう言った。",),
}


@pytest.fixture
def corpus(world: World) -> World:
    """Articles in four languages with highlights on every third, by two people, with notes and details."""
    dice = random.Random(7)
    drafts = []
    for number in range(24):
        language = dice.choice(list(SENTENCES))
        lines = [dice.choice(SENTENCES[language]) for _line in range(6)]
        drafts.append(Draft("\n\n".join(lines), title=f"{number} {lines[0][:30]}", language=language))
    for number, text in enumerate(create_frozen_articles(world.teacher, drafts, world.team)):
        if number % 3 == 0:
            round_ = create_round(world.teacher, text)
            line = text.body.split("\n")[0]
            mark(world.pupil, round_, line[:20], "opinion", note="Is the red line a cafe? ¿Votar?")
            details = {"neutral": "a mayor’s ferries"}
            mark(world.classmate, round_, line[5:30], "loaded-language", details=details)
    index_pending()
    return world


def texts_of(passage: Passage) -> Iterator[str]:
    """Yield the texts of a passage, read anew from the article."""
    if passage.annotation:
        yield from searched_texts(passage.annotation).values()
    elif is_title(passage.pk):
        yield passage.article.title
    else:
        yield passage.article.texts.get().body[passage.start : passage.end]


def looks(query: Query) -> list[int]:
    """Return the ids of the passages that match, by looking at each of them."""
    found = []
    languages = dict(IndexedArticle.objects.values_list("article", "stemmed_as"))
    for passage in Passage.objects.select_related("article", "annotation").order_by("-pk"):
        language = languages[passage.article_id]
        fields = [[s for word in words_in(text, language) for s in word.stems] for text in texts_of(passage)]
        if all(any(is_in(phrase, field) for field in fields) for phrase in query.stems(language)):
            found.append(passage.pk)
    return found


def is_in(phrase: Sequence[str], words: Sequence[str]) -> bool:
    return any(tuple(words[n : n + len(phrase)]) == tuple(phrase) for n in range(len(words)))


def queries() -> Iterator[str]:
    """Yield words, pairs, phrases of two and three words, and what only looks like an operator."""
    yield from (
        '"red line"',
        '"linea roja"',
        "cafe",
        "CAFÉ",
        "votación",
        "mayor ferry",
        "9 30",
        "2nd",
        "O'Hara",
        "橋",
    )
    yield from (
        "月曜日",
        '"1,500 people"',
        "ferry OR pier",
        "pier*",
        "-ferry",
        "zebra",
        "is the",
        "strasse",
        "a a a",
    )
    dice = random.Random(3)
    words = [word for lines in SENTENCES.values() for line in lines for word in line.split()]
    for number in range(60):
        place = dice.randrange(len(words) - 3)
        run = " ".join(words[place : place + 1 + number % 3]).replace("“", "").replace("”", "")
        yield f'"{run}"' if number % 2 else run
        yield f"{dice.choice(words)} {dice.choice(words)}"


def test_each_database_finds_what_is_there_in_the_same_order(corpus: World) -> None:
    world = corpus
    team = Passage.objects.filter(article__team=world.team).values_list("pk", flat=True)
    of_team, answered = set(team), 0
    for typed in queries():
        query = parse_query(typed)
        expected = [pk for pk in looks(query) if pk in of_team]
        assert Search(world.teacher, world.team, query, Filters()).find(10_000) == expected, typed
        answered += bool(expected)
    assert answered > 60
