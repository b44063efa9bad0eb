"""Send mail. Nothing else calls Django's mail functions: here subjects become one line and failures are reported."""

from collections.abc import Sequence
from smtplib import SMTPException, SMTPServerDisconnected
from unicodedata import category

from django.core import mail

from web.failures import report_failure


def send_mail(subject: str, body: str, addresses: Sequence[str]) -> list[str]:
    """Send a plain-text mail to each address separately; return the addresses it could not be sent to.

    If the server cannot be reached, the remaining addresses are not tried, since the caller would wait for each one.
    Mail is sent after the database was changed, so a failure is reported and never raised.
    """
    failed: list[str] = []
    for number, address in enumerate(addresses):
        try:
            mail.send_mail(_one_line(subject), body, None, [address])
        # OSError: the mail server or the network. ValueError: an address or text that cannot be put into a mail.
        except (OSError, ValueError) as error:
            report_failure("sending mail")
            if _is_unreachable(error):
                return [*failed, *addresses[number:]]
            failed.append(address)
    return failed


def _is_unreachable(error: Exception) -> bool:
    return isinstance(error, SMTPServerDisconnected) or not isinstance(error, SMTPException | ValueError)


def _one_line(text: str) -> str:
    return "".join(char for char in " ".join(text.split()) if category(char) not in ("Cc", "Cs"))
