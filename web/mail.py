"""Send mail. Nothing else calls Django's mail functions: a subject is made one line here, and a failure is reported."""

from collections.abc import Iterable
from unicodedata import category

from django.core import mail

from web.failures import report_failure


def send_mail(subject: str, body: str, addresses: Iterable[str]) -> list[str]:
    """Send a plain-text mail to each address by itself; return the addresses that the mail server did not take.

    Mail is sent after something was written: that it fails must not undo this, nor make it look undone.
    """
    failed = []
    for address in addresses:
        try:
            mail.send_mail(_one_line(subject), body, None, [address])
        except (OSError, ValueError):  # what the mail server or the network says; what cannot be a mail
            report_failure("sending mail")
            failed.append(address)
    return failed


def _one_line(text: str) -> str:
    return "".join(sign for sign in " ".join(text.split()) if category(sign) not in ("Cc", "Cs"))
