"""What the elements around a paragraph say of it: menus, forms, teasers and the like are not part of an article."""

import re
from typing import TYPE_CHECKING

from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

MENU = Message("menu or links of the website")
OTHER_ARTICLES = Message("links to other articles")
SHARING = Message("buttons for sharing")
NEWSLETTER = Message("sign-up for a newsletter or subscription")
ADVERTISEMENT = Message("advertisement")
COMMENTS = Message("comments of readers")
BUTTON = Message("button or form")
BESIDE = Message("box beside the article")

TAGS = {"nav": MENU, "footer": MENU, "form": BUTTON, "button": BUTTON, "fieldset": BUTTON, "dialog": BUTTON}
ROLES = {
    "navigation": MENU,
    "contentinfo": MENU,
    "search": BUTTON,
    "banner": MENU,
    "dialog": BUTTON,
    "alertdialog": BUTTON,
    "menu": MENU,
    "toolbar": BUTTON,
    "button": BUTTON,
    "complementary": BESIDE,
}
# Words in the names that sites give their boxes (class and id), in English, Spanish, German and French.
WORDS = {
    MENU: """nav navbar navigation menu menubar breadcrumb breadcrumbs masthead footer sitemap
        pagination pager skiplink""",
    OTHER_ARTICLES: """related recommended recommendations recirculation recirc readmore morefrom trending
        popular mostread most-read outbrain taboola teaser teasers promo promos relacionadas relacionados similar
        readnext upnext moreon more-on seealso see-also""",
    SHARING: "share sharing sharebar sharetools social socials sharedaddy addtoany addthis shareaholic",
    NEWSLETTER: "newsletter subscribe subscription subscriptions paywall signup sign-up mailinglist optin",
    ADVERTISEMENT: """ad ads advert advertisement advertising adslot sponsored sponsor
        anzeige werbung publicidad publicite""",
    COMMENTS: "comments comment commentlist comment-list disqus respond kommentare comentarios commentaires",
    BESIDE: "sidebar widget widgets cookie cookies consent gdpr popup modal toolbar tags taglist tag-list keywords",
}
REASONS = {word: reason for reason, words in WORDS.items() for word in words.split()}
NAME_PARTS = re.compile(r"[_\s]+|-{2,}")
# What may have a footer of its own, in which the speaker of a quotation stands.
QUOTING = ("blockquote", "figure")
# A name on one of these says what the page is, and not what a box of it is.
WHOLE = ("html", "body", "main", "article")


def clutter_reason(element: "_Element") -> Message | None:
    """Return why ``element`` is no part of an article by its tag, role and names, if they say so."""
    name = str(element.tag)
    parent = element.getparent()
    if name == "footer" and parent is not None and parent.tag in QUOTING:
        return None
    reason = TAGS.get(name) or ROLES.get(element.get("role") or "")
    if reason or name in WHOLE:
        return reason
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()[:400]
    for part in NAME_PARTS.split(names):
        pieces = part.split("-")
        for candidate in (part, pieces[0], pieces[-1], "-".join(pieces[-2:])):
            if candidate in REASONS:
                return REASONS[candidate]
    return None


def region_reasons(page: "_Element") -> "dict[_Element, Message]":
    """Return, for each element of a part that is no part of an article, the reason of the outermost such part."""
    reasons: dict[_Element, Message] = {}
    for element in page.iter("*"):
        parent = element.getparent()
        inherited = reasons.get(parent) if parent is not None else None
        reason = inherited or clutter_reason(element)
        if reason:
            reasons[element] = reason
    return reasons


class ClutterRegions:
    """Whether elements are in a part of their page that is no part of an article; each element is judged once."""

    def __init__(self) -> None:
        self._known: dict[_Element, bool] = {}

    def contains(self, element: "_Element") -> bool:
        """Return whether the element or one around it is no part of an article."""
        path = []
        outer: _Element | None = element
        while outer is not None and outer not in self._known:
            path.append(outer)
            outer = outer.getparent()
        inside = outer is not None and self._known[outer]
        for item in reversed(path):
            inside = inside or clutter_reason(item) is not None
            self._known[item] = inside
        return inside
