"""What the page sends when somebody changes a text, and what it shows."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

BY_SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


class Editing:
    """A page on which somebody changes the text of an article."""

    def __init__(self, client: Client, address: str, change: str, text: str) -> None:
        self.client, self.address, self.change_address, self.text = client, address, change, text

    @property
    def page(self) -> str:
        """The page, as it is now."""
        response = self.client.get(self.address)
        assert response.status_code == 200
        return response.content.decode()

    @property
    def undo_buttons(self) -> list[str]:
        """The ids of the changes that the page offers to undo."""
        return re.findall(r'class="undo" form="by-hand" name="edit" value="([^"]+)"', self.page)

    @property
    def version(self) -> str:
        """The version of the text that the page shows."""
        return re.search(r'data-version="(\w+)"', self.page)[1]  # type: ignore[index]

    def change(self, action: str, words: str = "", replacement: str = "", **fields: Any) -> HttpResponse:
        """Do something with ``words`` of the original."""
        start = self.text.index(words)
        data = {
            "action": action,
            "start": start,
            "end": start + len(words),
            "words": replacement,
            "version": self.version,
        }
        return self.client.post(self.change_address, data | fields, headers=BY_SCRIPT)
