"""manage.py hints: the hints for an article in a file."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.hints import RULES_VERSION

ENGLISH = "The bridge carries 11,000 vehicles a day 🌉.\n\nThe council should have asked the people.\n"


def run(path: Path, *options: str) -> str:
    output = io.StringIO()
    call_command("hints", str(path), *options, stdout=output)
    return output.getvalue()


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_each_hint_is_printed_with_its_words_and_its_reason(tmp_path: Path) -> None:
    output = run(write(tmp_path, "bridge.txt", ENGLISH), "--language", "en")
    assert "The council should have asked the people." in output
    assert "“should have” may tell others what they ought to do." in output


def test_offsets_in_json_are_those_of_the_text_as_it_was_read(tmp_path: Path) -> None:
    page = f"<html lang='en'><title>Bridge</title><article><h1>Bridge</h1><p>{ENGLISH.replace(chr(10) * 2, '</p><p>')}"
    about, *rows = map(json.loads, run(write(tmp_path, "bridge.html", page), "--json").splitlines())
    assert (about["language"], about["rules"]) == ("en", RULES_VERSION)
    assert {row["tag"] for row in rows} == {"factual-claim", "opinion"}
    assert all(about["text"][row["start"] : row["end"]] == row["quote"] for row in rows)


def test_the_language_is_recognized(tmp_path: Path) -> None:
    text = "El ayuntamiento debería haber preguntado a los vecinos antes de cerrar el puente del puerto."
    assert "debería" in run(write(tmp_path, "puente.md", text))


FAULTS = [
    (
        "bridge.txt",
        "Der Rat hat beschlossen, die Brücke für vierzehn Monate zu sperren.",
        (),
        "This one is in de",
    ),
    ("bridge.txt", ENGLISH, ("--language", "pt-br"), "This one is in pt-BR"),
    ("bridge.xyz", ENGLISH, (), "cannot be read"),
    ("bridge.pdf", ENGLISH, (), "something else"),
    ("bridge.txt", "", (), "empty"),
]


@pytest.mark.parametrize(
    ("name", "text", "options", "message"), FAULTS, ids=["de", "pt", "xyz", "pdf", "empty"]
)
def test_faults_are_told(
    tmp_path: Path, name: str, text: str, options: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run(write(tmp_path, name, text), *options)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "bridge.txt")
