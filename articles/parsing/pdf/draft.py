"""The draft of a PDF: the article with its headline, and with what is not part of it as clutter."""

from articles.parsing.html.markup import FORBIDDEN
from articles.parsing.pdf.document import Article
from articles.text.draft import Clutter, Draft, Formatting


def as_draft(found: Article) -> Draft | None:
    """Return the article as text, with its headline as heading and what is not part of it as clutter; None if empty."""
    heading = FORBIDDEN.sub("", found.heading).strip()
    texts, clutter = [heading] if heading else [], []
    offset = len(heading) + len("\n\n") if heading else 0
    for block in found.blocks:
        text = FORBIDDEN.sub("", block.text).strip()
        if text:
            if block.reason:
                clutter.append(Clutter(offset, offset + len(text), block.reason))
            texts.append(text)
            offset += len(text) + len("\n\n")
    if not texts:
        return None
    formatting = (Formatting(0, len(heading), "heading", "1"),) if heading else ()
    return Draft("\n\n".join(texts), title=heading, formatting=formatting, clutter=tuple(clutter))
