"""A world that was built once and is put back for each test: its rows, its files, and its objects."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery

from articles.models import Article
from people.models import Team, User

# Rows that every database has which was migrated.
ALWAYS_THERE = {"contenttypes", "auth", "sites"}


def database_is_empty() -> bool:
    """Return whether nobody has made anything yet."""
    return not any(model._base_manager.exists() for model in (User, Team, Article))


@dataclass(frozen=True)
class Snapshot:
    """What ``build`` left in an empty database and an empty folder of originals."""

    inserts: list[tuple[str, tuple[Any, ...]]]
    files: dict[str, bytes]
    result: bytes
    models: list[type[Model]]

    @classmethod
    def take(cls, build: Callable[[], Any]) -> "Snapshot":
        """Call ``build`` in an empty database, and take a snapshot of all that it left."""
        result = build()
        models = [
            model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.app_label not in ALWAYS_THERE and model._base_manager.exists()
        ]
        root = Path(settings.MEDIA_ROOT)
        files = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        return cls([cls._insert(model) for model in models], files, pickle.dumps(result), models)

    @staticmethod
    def _insert(model: type[Model]) -> tuple[str, tuple[Any, ...]]:
        query = InsertQuery(model)
        query.insert_values(model._meta.local_concrete_fields, list(model._base_manager.all()))
        [(statement, values)] = query.get_compiler(connection=connection).as_sql()
        return statement, values

    def restore(self) -> Any:
        """Put everything back into an empty database and an empty folder; return what ``build`` returned."""
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, values in self.inserts:
                cursor.execute(statement, values)
            for statement in connection.ops.sequence_reset_sql(no_style(), self.models):
                cursor.execute(statement)
        for name, content in self.files.items():
            default_storage.save(name, ContentFile(content))
        return pickle.loads(self.result)
