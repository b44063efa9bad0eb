"""English words for a person that remember their template, so that a page can say them in another language."""

import re
from typing import Any, Self

PLACE = re.compile(r"\{(\w+)\}")


class Message(str):
    """A template such as ``"{count} words"`` with the values that are in it. As a ``str`` it is English.

    Values are texts, numbers and other phrases. Pure modules make phrases; what shows them says ``told(phrase)``.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, values: dict[str, Any] | None = None) -> Self:
        phrase = super().__new__(
            cls, format_template(template, {k: _english(v) for k, v in (values or {}).items()})
        )
        phrase.template, phrase.values = template, values or {}
        return phrase

    def __getnewargs__(self) -> tuple[str, dict[str, Any]]:  # type: ignore[override]
        return self.template, self.values

    def format(self, **values: Any) -> Self:  # type: ignore[override]
        """This phrase with ``values`` in their places."""
        return type(self)(self.template, values)

    def to_json(self) -> list[Any]:
        """The phrase as plain JSON values; ``from_json`` reads it back."""
        values = {k: v.to_json() if isinstance(v, Message) else v for k, v in self.values.items()}
        return [self.template, values]

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """The phrase that ``to_json`` wrote. Text that is no list is a template without places."""
        template, values = data if isinstance(data, list) else (str(data), {})
        return cls(template, {k: cls.from_json(v) if isinstance(v, list) else v for k, v in values.items()})


def format_template(template: str, values: dict[str, str]) -> str:
    """``{name}`` becomes ``values["name"]``. Nothing else is read: the template may come from a hostile file."""
    return PLACE.sub(lambda place: values.get(place[1], place[0]), template)


def _english(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
