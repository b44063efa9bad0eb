"""Classes and teams have their own words: every phrase is used, translated, and chosen by the kind of the group."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from people.handover.forms import AFTERWARDS
from people.models import Team
from people.permissions import Role
from people.terms import TERMS, Kind, term

ROOT = Path(__file__).parent.parent.parent
TABLE = ROOT / "people/terms"


def sources() -> str:
    """Return all templates and all Python code of the site."""
    paths = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.txt")]
    for app in ("people", "articles", "annotate", "reports", "operations", "config"):
        paths += (path for path in ROOT.glob(f"{app}/**/*.py") if path.parent != TABLE)
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_key_is_used_and_every_used_key_exists() -> None:
    used = set(re.findall(r"""(?:\{%\s*term |\b(?:term|phrase)\(\s*)["'](\w+)["']""", sources()))
    used |= {f"{prefix}_{role}" for prefix in ("role", "as") for role in Role}
    used |= {f"handover_{choice}" for choice in AFTERWARDS}
    # "key" stands for any in the docstring of the template tag.
    assert used - {"key"} == set(TERMS)


# A value for each placeholder of any phrase.
PHRASES = "".join(path.read_text(encoding="utf-8") for path in TABLE.glob("*_terms.py"))
VALUES = dict.fromkeys(re.findall(r"\{(\w+)\}", PHRASES), 2)


def test_no_key_stands_twice() -> None:
    assert len(TERMS) == len(re.findall(r"^    \"\w+\": \(", PHRASES, re.MULTILINE))


@pytest.mark.parametrize("key", TERMS)
@pytest.mark.parametrize("kind", Kind)
def test_every_phrase_is_translated(key: str, kind: Kind) -> None:
    english = term(key, kind, **VALUES)
    with translation.override("es"):
        spanish = term(key, kind, **VALUES)
    assert english != spanish
    assert not re.search(r"[{}%]", english + spanish)


def test_a_plural_depends_on_the_number() -> None:
    assert term("members", Kind.CLASS, n=1) != term("members", Kind.CLASS, n=2).replace("2", "1")


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        term("no_such_key", Kind.CLASS)
    with pytest.raises(KeyError):
        Template('{% load terms %}{% term "no_such_key" %}').render(Context())


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ('{% term "set_exercise" %}', Kind.CLASS),
        ('{% term "set_exercise" other %}', Kind.TEAM),
        ('{% term "set_exercise" nothing %}', Kind.TEAM),
        ('{% term "set_exercise" as label %}{{ label }}', Kind.CLASS),
    ],
)
def test_the_tag_speaks_of_the_group(tag: str, kind: Kind) -> None:
    context = {"team": Team(kind=Kind.CLASS), "other": Team(kind=Kind.TEAM), "nothing": None}
    assert Template("{% load terms %}" + tag).render(Context(context)) == term("set_exercise", kind)


def test_values_are_escaped() -> None:
    template = Template('{% load terms %}{% term "led_by" team names="<b>" %}')
    assert "&lt;b&gt;" in template.render(Context({"team": Team(kind=Kind.CLASS)}))
