"""Build e-mails, newsletters and saved web pages for the tests of their readers."""

import base64
from email.message import EmailMessage
from email.policy import SMTP

from tests.articles.readers.make_files import web_page

ADDRESS = "https://oster.example/windmill"
STORY = (
    "<h1>The windmill turns again</h1><p>The windmill of Oster turned on Monday for the <b>first</b> time in "
    'forty years, and <a href="https://oster.example/mill">the miller</a> said “at last”.</p>'
)
NEWSLETTER = f"""<html><body><div style="display:none">Preview of the preview</div>
<table role="presentation"><tr><td>
<a href="https://oster.example/v">View this email in your browser</a></td></tr></table>
<table><tr><td>{STORY}</td></tr></table><img src="https://oster.example/pixel.gif" width="1" height="1">
<table><tr><td><p>© 2024 The Oster Gazette. All rights reserved.</p><p>You received this email because you signed up
on our page.</p><p>Our mailing address is: Mill Lane 3, Oster</p>
<a href="https://oster.example/u">Unsubscribe</a></td></tr></table></body></html>"""


def mail(html: str = "", plain: str = "", **headers: str) -> EmailMessage:
    """Return a message with these alternatives."""
    message = EmailMessage(policy=SMTP)
    fields = {
        "From": "Öster Gazette <news@oster.example>", "To": "readers@oster.example",
        "Subject": "The windmill turns “again”", "Date": "Fri, 03 May 2024 23:30:00 -0500",
    }  # fmt: skip
    for name, value in (fields | headers).items():
        message[name] = value
    if plain:
        message.set_content(plain)
    if html:
        (message.add_alternative if plain else message.set_content)(html, subtype="html")
    return message


def newsletter() -> bytes:
    """Return a newsletter with both alternatives."""
    return mail(NEWSLETTER, "Plain: the windmill turns.").as_bytes()


def saved_page(page: str = "", frame: str = "", address: str = ADDRESS) -> bytes:
    """Return a page as Chrome saves it in one file, with a frame before the page if there is one."""
    part = "Content-Type: text/html\r\nContent-ID: <{0}@mhtml.blink>\r\nContent-Transfer-Encoding: base64\r\n"
    source = page.encode() if page else web_page().replace(b'<link rel="canonical"', b"<link")
    parts = [("frame", "https://frame.example/", frame.encode())] if frame else []
    body = "".join(
        f"------Boundary\r\n{part.format(name)}Content-Location: {where}\r\n\r\n"
        f"{base64.encodebytes(content).decode()}\r\n"
        for name, where, content in [*parts, ("page", address, source)]
    )
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nSubject: Police Stations\r\n"
        "Date: Fri, 3 May 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\t"
        f'type="text/html";\r\n\tboundary="----Boundary"\r\n\r\n\r\n{body}------Boundary--\r\n'
    ).encode()
