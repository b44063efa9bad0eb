"""Find what newsletters put around their text: links to the page in a browser, and footers to unsubscribe."""

import re
from collections.abc import Sequence

from articles.text.blocks import Block, blocks
from articles.text.draft import Clutter
from web.i18n.lazy_message import Message

VIEW_REASON = Message("link to this newsletter in a browser")
FOOTER_REASON = Message("footer of the newsletter")
SIGNATURE_REASON = Message("signature of the message")
# Paragraphs at the top and at the end of the message, and the length of one in characters.
TOP, TAIL, MAX_LENGTH = 5, 20, 400
VIEW = re.compile(
    r"\bview (?:this |the )?(?:e-?mail |newsletter |message |it |online )?(?:in|on) (?:your |a |the )?(?:web )?"
    r"browser\b|\b(?:view|read|open) (?:it |this |the )?(?:e-?mail |newsletter )?online\b|\bweb version\b"
    r"|\bview as a web ?page\b"
    r"|\b(?:trouble|problems) (?:viewing|reading|seeing)\b|\bto your (?:address book|contacts|safe senders?)\b"
    r"|\bver(?:lo|la)? (?:este (?:correo|mensaje|bolet[ií]n) |esta newsletter )?(?:en|con) (?:el|tu|su) navegador\b"
    r"|\bversi[oó]n (?:web|en l[ií]nea)\b|\bim browser (?:ansehen|anzeigen|[oö]ffnen|lesen)\b|\bwebversion\b"
    r"|\bdans (?:votre|le|un) navigateur\b|\bversion en ligne\b|\b(?:no|nel) (?:seu )?(?:navegador|browser)\b",
    re.IGNORECASE,
)
FOOTER = re.compile(
    r"\bunsubscribe\b|\bopt[- ]out\b|\b(?:manage|update|change|edit) (?:your |my )?(?:e-?mail |subscription )?"
    r"(?:preferences|subscriptions?|settings)\b|\breceiv(?:ed?|ing) this (?:e-?mail|message|newsletter)\b"
    r"|\bthis (?:e-?mail|message|newsletter) was sent\b|\bwhy did i get this\b|\bno longer (?:wish|want) to receive\b"
    r"|\bforwarded this (?:e-?mail|message|newsletter)\b|\bour (?:mailing|postal) address\b"
    r"|\bdar(?:te|se|me)? de baja\b|\bdate de baja\b|\bcancelar (?:la |tu |su )?suscripci[oó]n\b|\bdejar de recibir\b"
    r"|\bpreferencias de (?:correo|suscripci[oó]n)\b|\brecib(?:es|e|ido|iste) este (?:correo|mensaje|bolet[ií]n)\b"
    r"|\babbestellen\b|\babmelden\b|\bd[ée]sabonner\b|\bd[ée]sinscrire\b"
    r"|\bcancelar (?:a )?inscri[cç][aã]o\b|\bdisiscriv",
    re.IGNORECASE,
)
RIGHTS = re.compile(r"(?:©|\(c\) |copyright )", re.IGNORECASE)
SIGNATURE = re.compile(r"^-- ?\n", re.MULTILINE)


def newsletter_clutter(text: str) -> list[Clutter]:
    """Return the paragraphs at the top and at the end that are no part of the text, in order."""
    paragraphs = blocks(text)
    found: dict[int, Message] = {}
    for number, block in enumerate(paragraphs[:TOP]):
        if _matches(VIEW, text, block):
            found[number] = VIEW_REASON
    first = max(len(paragraphs) - TAIL, 0)
    footer = [n for n in range(first, len(paragraphs)) if _matches(FOOTER, text, paragraphs[n])]
    if footer:
        start = footer[0]
        while start > first and start - 1 not in found and _begins_footer(text, paragraphs[start - 1]):
            start -= 1
        rest = range(start, len(paragraphs))
        # After a footer nothing follows but more of it.
        short = all(paragraphs[n].end - paragraphs[n].start <= MAX_LENGTH for n in rest)
        found |= dict.fromkeys(rest if short else footer, FOOTER_REASON)
    return [Clutter(paragraphs[n].start, paragraphs[n].end, reason) for n, reason in sorted(found.items())]


def signature_clutter(text: str) -> list[Clutter]:
    """Return the signature at the end of a plain text, which two dashes on a line of their own introduce."""
    marks: Sequence[re.Match[str]] = [*SIGNATURE.finditer(text)]
    return [Clutter(marks[-1].start(), len(text), SIGNATURE_REASON)] if marks else []


def _matches(phrase: re.Pattern[str], text: str, block: Block) -> bool:
    return block.end - block.start <= MAX_LENGTH and bool(phrase.search(text[block.start : block.end]))


def _begins_footer(text: str, block: Block) -> bool:
    return block.end - block.start <= MAX_LENGTH and bool(RIGHTS.match(text, block.start, block.end))
