"""Invented texts and marks, the same each time."""

import random

SAID = "the council voted nine to six while critics said taxes fell by four per cent and nobody cared 🌉"
TAGS = ("factual-claim", "attributed-allegation", "opinion", "loaded-language")

Marks = list[tuple[int, int, str]]


def text(words: int, name: str = "") -> str:
    """Of so many words, in paragraphs."""
    dice = random.Random(f"{name} {words}")  # noqa: S311 (no secret)
    vocabulary = SAID.split()
    said = [dice.choice(vocabulary) for _ in range(words)]
    paragraphs = [" ".join(said[at : at + 80]) for at in range(0, words, 80)]
    return "\n\n".join(paragraphs)


def marks(body: str, count: int, name: str = "") -> Marks:
    """So many on a text, that overlap and nest; none begins or ends in a gap between words."""
    dice = random.Random(f"{name} {count}")  # noqa: S311 (no secret)
    found: set[tuple[int, int, str]] = set()
    while len(found) < count:
        start = dice.randrange(len(body) - 60)
        end = start + dice.randrange(3, 50)
        if body[start].strip() and body[end - 1].strip():
            found.add((start, end, dice.choice(TAGS)))
    return sorted(found)


def class_marks(body: str, readers: int, count: int) -> list[Marks]:
    """What a class marks, reader by reader: mostly the same passages with the same tags, with edges of their own."""
    dice = random.Random(f"{readers} {count}")  # noqa: S311 (no secret)
    passages = [
        (start, start + dice.randrange(5, 120), dice.choice(TAGS)) for start in range(10, len(body) - 200, 45)
    ]
    found = []
    for _ in range(readers):
        own: set[tuple[int, int, str]] = set()
        while len(own) < count:
            start, end, tag = dice.choice(passages)
            start, end = start + dice.randrange(-3, 4), end + dice.randrange(-3, 4)
            if start < end and body[start].strip() and body[end - 1].strip():
                own.add((start, end, tag if dice.random() < 0.8 else dice.choice(TAGS)))
        found.append(sorted(own))
    return found
