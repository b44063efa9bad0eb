"""The demo: a class, its people, and a finished example on an article about an invented town."""

import secrets
import tomllib
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
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
from people.terms import Kind

FOLDER = Path(__file__).parent
WORDS = ["amber", "bridge", "canyon", "delta", "ember", "falcon", "garden", "harbour", "island", "lantern"]


def emails() -> list[str]:
    """Return the addresses of the demo's people."""
    return [person["email"] for person in _script()["people"]]


@transaction.atomic
def load_demo(password: str) -> None:
    """Create the demo's people, class, article and annotations. ``password`` is the hash of everybody's password."""
    script = _script()
    users = {
        p["name"]: User.objects.create(email=p["email"], password=password, name=p["name"])
        for p in script["people"]
    }
    teacher = users[script["people"][0]["name"]]
    team = people.create_team(teacher, script["team"], Kind(script["kind"]))
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
    # The report measures agreement between those who have handed in; the others can go on annotating.
    for name in script["done"]:
        marking.submit_layer(users[name], round_)


def has_password() -> bool:
    """Return whether the demo was ever loaded here."""
    return _password_file().exists()


def password() -> str:
    """Return the password of the demo's people, which is chosen when it is first asked for."""
    file = _password_file()
    if not file.exists():
        words = "-".join(secrets.choice(WORDS) for _ in range(3))
        file.write_text(f"{words}-{secrets.randbelow(9000) + 1000}")
        file.chmod(0o600)
    return file.read_text().strip()


def _mark(user: User, round_: Round, mark: dict[str, Any]) -> None:
    quote = mark["quote"]
    start = round_.text.body.index(quote)
    content = marking.AnnotationInput(
        mark["tag"], start, start + len(quote), quote, mark.get("details", {}), mark.get("note", "")
    )
    marking.put_annotation(user, round_, uuid4(), content)


def _script() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "marks.toml").read_text(encoding="utf-8"))


def _password_file() -> Path:
    return Path(settings.DATA_DIR) / "demo_password"
