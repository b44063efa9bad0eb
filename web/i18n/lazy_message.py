"""English messages that remember their template and values, so that pages can show them in another language. Pure."""

import re
from typing import Any, Self

PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Message(str):
    """A template such as ``"{count} words"`` with its values. As a ``str`` it is English.

    Values are texts, numbers and other messages. Pure modules create messages; the code that shows them calls
    ``translate(message)``.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, values: dict[str, Any] | None = None) -> Self:
        message = super().__new__(
            cls, format_template(template, {k: _english(v) for k, v in (values or {}).items()})
        )
        message.template, message.values = template, values or {}
        return message

    def __getnewargs__(self) -> tuple[str, dict[str, Any]]:  # type: ignore[override]
        return self.template, self.values

    def format(self, **values: Any) -> Self:  # type: ignore[override]
        """Return this message with ``values`` for its placeholders."""
        return type(self)(self.template, values)

    def to_json(self) -> list[Any]:
        """Return the message as plain JSON values; ``from_json`` reads it back."""
        values = {k: v.to_json() if isinstance(v, Message) else v for k, v in self.values.items()}
        return [self.template, values]

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Return the message that ``to_json`` wrote. Text instead of a list is a template without placeholders."""
        template, values = data if isinstance(data, list) else (str(data), {})
        return cls(template, {k: cls.from_json(v) if isinstance(v, list) else v for k, v in values.items()})


def format_template(template: str, values: dict[str, str]) -> str:
    """Replace each ``{name}`` by ``values["name"]`` and nothing else: templates may come from hostile files."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), template)


def _english(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
