"""How the platform's pages look."""

from html import escape

from tests.lti.platform.http import Response

STYLE = (
    "body{font:16px sans-serif;margin:0 auto;max-width:1200px;padding:8px}iframe.tool{width:100%;height:760px}"
    "td,th{border:1px solid;padding:4px 8px}"
)


def page(title: str, body: str) -> Response:
    """Return a page."""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    document = (
        f"<!doctype html><html lang=en><head>{head}<style>{STYLE}</style></head><body>{body}</body></html>"
    )
    return Response(document.encode())


def link(address: str, text: str) -> str:
    """Return a link."""
    return f'<a href="{escape(address)}">{escape(text)}</a>'
