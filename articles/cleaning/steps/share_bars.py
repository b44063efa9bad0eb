"""Remove the buttons for sharing an article."""

import re
from collections.abc import Iterator
from itertools import groupby

from articles.cleaning import Edit, Step
from articles.cleaning.patterns.paragraphs import Paragraph, paragraphs, removal
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

REASON = Message("share bar")
SITES = r"(?:facebook|twitter|x|linkedin|reddit|whatsapp|telegram|pinterest|flipboard|tumblr|bluesky|mastodon|threads)"
# A bar by itself.
SURE = re.compile(
    r"(?:share|post|compartir|comparte|compártelo) (?:on|to|via|with|en|por)"
    rf" (?:{SITES}|e-?mail|correo(?: electrónico)?)"
    r"|(?:share|tweet|e-?mail|print|save|bookmark) this(?: (?:article|story|page|post))?"
    r"|share (?:article|story)|print (?:article|story)|compart[ei]r? (?:este|esta|el|la)? ?(?:artículo|noticia|nota)"
    r"|copy (?:the )?(?:link|url)|copiar (?:el )?enlace|pin it|tweet it"
    rf"|(?:follow us on|síguenos en) {SITES}|\d[\d.,]{0, 15}[km]? shares?",
    re.IGNORECASE,
)
# Part of a bar only beside other buttons.
BUTTON = re.compile(
    rf"{SITES}|share|tweet|e-?mail|print|pin|save|bookmark|compartir|tuitear|imprimir|guardar|enviar"
    r"|correo(?: electrónico)?",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"\s*+[|•·/]\s*+|\s{2,}+|[\n\t]")
WORDS = re.compile(r"\s+")


class ShareBars(Step):
    """Successive paragraphs of nothing but buttons."""

    slug = "share_bars"
    title = "Share bars"
    order = 20

    def find(self, draft: Draft) -> Iterator[Edit]:
        for buttons, run in groupby(paragraphs(draft), key=lambda paragraph: bool(_buttons(paragraph))):
            bar = list(run)
            if buttons and _is_bar(bar):
                yield removal(bar[0], REASON, bar[-1])


def _buttons(paragraph: Paragraph) -> list[str]:
    """Return the labels of buttons if there is nothing else in the paragraph."""
    if len(paragraph.text) > 200:
        return []
    for separator in (SEPARATOR, WORDS):
        labels = [label.removeprefix("- ").strip() for label in separator.split(paragraph.text)]
        if all(SURE.fullmatch(label) or BUTTON.fullmatch(label) for label in labels):
            return labels
    return []


def _is_bar(bar: list[Paragraph]) -> bool:
    """Return whether buttons are a bar. One button, or two sites, may be a heading unless it is a link."""
    labels = [label.casefold() for paragraph in bar for label in _buttons(paragraph)]
    kinds = len(set(labels)) - all(re.fullmatch(SITES, label) for label in labels)
    return kinds > 1 or any(SURE.fullmatch(label) for label in labels) or bar[0].linked
