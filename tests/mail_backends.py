"""Mail servers that misbehave, as Django's mail backends."""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend


class RefusingTeachers(EmailBackend):
    """Accept mail for everybody but the teacher."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            if "teacher@school.example" in message.to:
                raise SMTPRecipientsRefused({})
        return super().send_messages(messages)


class Unreachable(EmailBackend):
    """Refuse the connection."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        raise SMTPServerDisconnected("Connection unexpectedly closed")


class Silent(EmailBackend):
    """Never answer."""

    tried: ClassVar[list[str]] = []

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        self.tried.extend(message.to[0] for message in messages)
        raise TimeoutError("timed out")
