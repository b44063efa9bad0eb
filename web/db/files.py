"""Files that are deleted with the rows that name them, however the rows go."""

from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete


def delete_files_with(model: type[models.Model]) -> type[models.Model]:
    """Class decorator: delete the files of a row as soon as its deletion, also by a cascade, is committed."""
    names = [field.name for field in model._meta.fields if isinstance(field, models.FileField)]

    def delete(instance: models.Model, **signal: Any) -> None:
        for name in names:
            if file := getattr(instance, name):
                transaction.on_commit(partial(file.storage.delete, file.name))

    post_delete.connect(delete, sender=model, weak=False)
    return model
