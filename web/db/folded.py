"""A column that holds other columns folded, so that both databases search alike."""

from typing import Any

from django.db import models

from web.text.folding import fold


class FoldedField(models.TextField):
    """Holds the folded text of the fields ``sources``, one line each. It is set whenever the row is saved."""

    def __init__(self, *sources: str, **kwargs: Any) -> None:
        super().__init__(**{"editable": False, "default": "", "db_default": ""} | kwargs)
        self.sources = sources

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the arguments that make this field again, for migrations."""
        name, path, _args, kwargs = super().deconstruct()
        return name, path, list(self.sources), kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Return the folded text of the sources as they are now."""
        value = "\n".join(fold(getattr(model_instance, source)) for source in self.sources)
        setattr(model_instance, self.attname, value)
        return value


def with_folded(model: type[models.Model], update_fields: Any) -> Any:
    """Return ``update_fields`` with the folded fields whose sources are among them; None stays None."""
    if update_fields is None:
        return None
    folded = (field for field in model._meta.get_fields() if isinstance(field, FoldedField))
    return [*update_fields, *(f.name for f in folded if not set(f.sources).isdisjoint(update_fields))]
