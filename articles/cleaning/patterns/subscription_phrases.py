"""Recognize the phrases of subscription boxes."""

import re
from functools import lru_cache

from articles.cleaning.patterns.paragraphs import Paragraph

SURE = re.compile(
    r"(?:sign up (?:for|to)|subscribe to|join|get) (?:our|the [^.,;:!?“”\"\n]{1,40}?)"
    r" ?(?:free |daily |weekly |e-?mail )*"
    r"newsletters?(?:[.!]?|,? (?:here|today|now|below)[.!]?|,? (?:to|and) (?:get|receive|stay|read) [^,;“”\"\n]{3,100})"
    r"|(?:suscr[ií]bete|suscr[ií]base|apúntate) (?:a|al) (?:nuestr[oa]s?|el|la) (?:bolet[ií]n|boletines|newsletter)"
    r"[^.,;“”\"\n]{0,60}[.!]?",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"(?:subscribe|sign up) (?:to|for) [^.,;:?“”\"\n]{2,60}|suscr[ií](?:bete|base) al? [^.,;:?“”\"\n]{2,60}",
    re.IGNORECASE,
)
BUTTON = re.compile(
    r"subscribe(?: now| today| here)?|sign up(?: now| today| here)?|join (?:now|today)|start (?:your )?free trial"
    r"|suscr[ií](?:bete|base|birse)(?: ahora| hoy| aquí)?|registrarse|what[’']s included|qué incluye",
    re.IGNORECASE,
)
GOODS = re.compile(
    r"\b(?:(?:digital|unlimited|exclusive|full|instant) (?:\w+ )?access"
    r"|subscri(?:be|ber|bers|ption|ptions)|newsletters?"
    r"|your (?:inbox|e-?mail)|(?:digital|print) edition|issues (?:per|a) year|cancel any ?time|money[- ]back|free trial"
    r"|ad[- ]free|(?:bring|deliver|send) you|magazine|sign up|log in|per month|a month|privacy policy|unsubscribe"
    r"|tu (?:correo|bandeja)|bolet[ií]n|suscri\w+|acceso (?:exclusivo|ilimitado|digital)|cancela cuando quieras)\b",
    re.IGNORECASE,
)
ADDRESSES_READER = re.compile(r"\b(?:you|your|we|our|us|tu|tus|te|nuestr[oa]s?)\b|!$", re.IGNORECASE)
IMPERATIVE = re.compile(
    r"(?:get|discover|enjoy|join|support|unlock|receive|stay|become|start|choose|try|save|enter|click|sign|subscribe|cancel"
    r"|recibe|descubre|disfruta|únete|apoya|accede|introduce)\b",
    re.IGNORECASE,
)
REPORTED_SPEECH = re.compile(
    r"^[\"“‘«]|\b(?:said|says|told|asked|wrote|according to|dijo|según)\b", re.IGNORECASE
)


def label(paragraph: Paragraph) -> str:
    """Return what ``paragraph`` is in a box: sure, title, button or pitch; "" if it cannot be part of one."""
    return _label(paragraph.text, paragraph.fragment)


@lru_cache(maxsize=2_000)  # in each round of cleaning, nearly all paragraphs are the same
def _label(paragraph: str, fragment: bool) -> str:
    text = paragraph.rstrip(" !?→>»") if len(paragraph) < 80 else paragraph
    if SURE.fullmatch(paragraph):
        return "sure"
    if paragraph[0].islower() or len(text) > 600:
        return ""
    if BUTTON.fullmatch(text):
        return "button"
    if TITLE.fullmatch(text):
        return "title"
    if GOODS.search(text) and (
        fragment or ((IMPERATIVE.match(text) or ADDRESSES_READER.search(text)) and addressed(text))
    ):
        return "pitch"
    return ""


def addressed(text: str) -> bool:
    """Return whether ``text`` addresses the reader and is no reported speech."""
    return (
        bool(ADDRESSES_READER.search(text) or IMPERATIVE.match(text))
        and len(text) <= 600
        and not REPORTED_SPEECH.search(text)
    )
