"""Send mail. Nothing else calls Django's mail functions: a subject is made one line here, and a failure is reported."""

from collections.abc import Sequence
from smtplib import SMTPException, SMTPServerDisconnected
from unicodedata import category

from django.core import mail

from web.failures import report_failure


def send_mail(subject: str, body: str, addresses: Sequence[str]) -> list[str]:
    """Send a plain-text mail to each address by itself; return the addresses that the mail server did not take.

    A server that is away is tried once, and not for each address: whoever sends would wait each time. Mail is sent
    after something was written: that it fails must not undo this, nor make it look undone.
    """
    failed: list[str] = []
    for number, address in enumerate(addresses):
        try:
            mail.send_mail(_one_line(subject), body, None, [address])
        # What the mail server or the network says; what cannot be a mail.
        except (OSError, ValueError) as error:
            report_failure("sending mail")
            if _is_away(error):
                return [*failed, *addresses[number:]]
            failed.append(address)
    return failed


def _is_away(error: Exception) -> bool:
    return isinstance(error, SMTPServerDisconnected) or not isinstance(error, SMTPException | ValueError)


def _one_line(text: str) -> str:
    return "".join(sign for sign in " ".join(text.split()) if category(sign) not in ("Cc", "Cs"))
