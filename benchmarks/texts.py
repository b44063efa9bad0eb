"""Invented texts and annotations, the same each time."""

import random

SENTENCE = "the council voted nine to six while critics said taxes fell by four per cent and nobody cared 🌉"
TAGS = ("factual-claim", "attributed-allegation", "opinion", "loaded-language")

Marks = list[tuple[int, int, str]]


def text(words: int, name: str = "") -> str:
    """Return so many words in paragraphs."""
    dice = random.Random(f"{name} {words}")  # noqa: S311 (no secret)
    vocabulary = SENTENCE.split()
    sequence = [dice.choice(vocabulary) for _ in range(words)]
    paragraphs = [" ".join(sequence[offset : offset + 80]) for offset in range(0, words, 80)]
    return "\n\n".join(paragraphs)


def marks(body: str, count: int, name: str = "") -> Marks:
    """Return so many overlapping and nested annotations; none starts or ends between words."""
    dice = random.Random(f"{name} {count}")  # noqa: S311 (no secret)
    spans: set[tuple[int, int, str]] = set()
    while len(spans) < count:
        start = dice.randrange(len(body) - 60)
        end = start + dice.randrange(3, 50)
        if body[start].strip() and body[end - 1].strip():
            spans.add((start, end, dice.choice(TAGS)))
    return sorted(spans)


def class_marks(body: str, readers: int, count: int) -> list[Marks]:
    """Return a class's annotations by reader: mostly the same passages and tags, with different edges."""
    dice = random.Random(f"{readers} {count}")  # noqa: S311 (no secret)
    passages = [
        (start, start + dice.randrange(5, 120), dice.choice(TAGS)) for start in range(10, len(body) - 200, 45)
    ]
    layers = []
    for _ in range(readers):
        spans: set[tuple[int, int, str]] = set()
        while len(spans) < count:
            start, end, tag = dice.choice(passages)
            start, end = start + dice.randrange(-3, 4), end + dice.randrange(-3, 4)
            if start < end and body[start].strip() and body[end - 1].strip():
                spans.add((start, end, tag if dice.random() < 0.8 else dice.choice(TAGS)))
        layers.append(sorted(spans))
    return layers
