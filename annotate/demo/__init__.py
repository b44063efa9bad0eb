"""The demo: a class, its people, and a finished example on an article about an invented town."""

import secrets
import tomllib
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from annotate.annotations import actions as marking
from annotate.models import Round
from annotate.rounds.actions import create_round
from articles import actions as articles
from articles.cleaning import clean
from articles.readers.text import read_text
from people.actions import accounts as people
from people.models import User
from people.permissions import Role

FOLDER = Path(__file__).parent
WORDS = ["amber", "bridge", "canyon", "delta", "ember", "falcon", "garden", "harbour", "island", "lantern"]


def logins() -> list[tuple[str, str]]:
    """(e-mail, password) of the demo's people who are still there; the password is made for this site alone."""
    emails = [person["email"] for person in _script()["people"]]
    there = User.objects.filter(email__in=emails).order_by("pk").values_list("email", flat=True)
    return [(email, _password()) for email in there] if _password_file().exists() else []


@transaction.atomic
def load_demo() -> None:
    """Make the demo's people, class, article and marks."""
    script = _script()
    # One password for all, and hashed once: that takes longer than everything else here.
    password = make_password(_password())
    users = {
        p["name"]: User.objects.create(email=p["email"], password=password, name=p["name"])
        for p in script["people"]
    }
    teacher = users[script["people"][0]["name"]]
    team = people.create_team(teacher, script["team"])
    for person in script["people"][1:]:
        people.add_member(team, users[person["name"]], Role(person["role"]))
    source = (FOLDER / "article.md").read_text(encoding="utf-8")
    draft = read_text(source)
    article = articles.add_article(
        teacher,
        draft,
        source.encode(),
        "harbour-bridge.md",
        team,
        clean(draft),
        publication="The Veldrin Lantern",
        language="en",
    )
    round_ = create_round(teacher, articles.freeze(teacher, article))
    for mark in script["marks"]:
        for name in mark["by"]:
            _mark(users[name], round_, mark)
    # Those who are done let the report say how far they agree; the others can go on at once.
    for name in script["done"]:
        marking.submit_layer(users[name], round_)


def _mark(user: User, round_: Round, mark: dict[str, Any]) -> None:
    quote = mark["quote"]
    start = round_.text.body.index(quote)
    wanted = marking.AnnotationInput(
        mark["tag"], start, start + len(quote), quote, mark.get("details", {}), mark.get("note", "")
    )
    marking.put_annotation(user, round_, uuid4(), wanted)


def _script() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "marks.toml").read_text(encoding="utf-8"))


def _password_file() -> Path:
    return Path(settings.DATA_DIR) / "demo_password"


def _password() -> str:
    file = _password_file()
    if not file.exists():
        words = "-".join(secrets.choice(WORDS) for _ in range(3))
        file.write_text(f"{words}-{secrets.randbelow(9000) + 1000}")
        file.chmod(0o600)
    return file.read_text().strip()
