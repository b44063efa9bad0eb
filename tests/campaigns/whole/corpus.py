"""Articles about an invented harbour, as a table to upload, and what is to be highlighted in each."""

import csv
import io
from dataclasses import dataclass
from random import Random

TITLES = ("title", "publication", "published", "language", "desk", "text")
# Tag -> sentences with the passage between bars.
SENTENCES = {
    "factual-claim": (
        "The harbour office says little, but |fees rose by {n} per cent| last year.",
        "In the first quarter |{n} ships called at Quillmouth|.",
        "By noon |the council had voted {n} to six|.",
    ),
    "attributed-allegation": (
        "According to the pilots, |the gauge had been broken for {n} weeks|.",
        "The union claims that |{n} crews were never paid|.",
    ),
    "opinion": (
        "For a port of this size, |it is a shameful decision| of the {n}th term.",
        "|Nobody should be proud of pier {n}|.",
    ),
    "loaded-language": (
        "Some speak of the |harbour mafia| of pier {n}.",
        "The |so-called experts| met for the {n}th time.",
    ),
}
# Words between them, so that no two articles are nearly the same.
WORDS = (
    "tide pier crane barge pilot mole buoy rope ferry quay dock lamp gull storm sail cargo chart crew deck anchor "
    "winch lock basin ledger permit tariff hull mast bell clerk market bridge tower canal lantern oyster salt net"
)


@dataclass(frozen=True)
class Passage:
    """A passage to highlight: its tag and its words."""

    tag: str
    quote: str


def article(number: int) -> tuple[str, list[Passage]]:
    """Return the text of one article, and its passages: one of each tag."""
    sentences, passages = [f"Quillmouth, letter {number}"], []
    for tag, choices in SENTENCES.items():
        before, quote, after = choices[number % len(choices)].format(n=number + 2).split("|")
        sentences.append(before + quote + after)
        sentences.append(
            "Seen that day: " + ", ".join(Random(f"{number} {tag}").sample(WORDS.split(), 12)) + "."
        )
        passages.append(Passage(tag, quote))
    return "\n\n".join(sentences), passages


def table(numbers: range) -> bytes:
    """Return a CSV file with a row an article."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(TITLES)
    for number in numbers:
        day = f"2026-03-{number % 28 + 1:02}"
        writer.writerow((f"Letter {number}", "Quillmouth Gazette", day, "en", "harbour", article(number)[0]))
    return file.getvalue().encode()
