"""The lower bound: a Django project with one view that inserts one row, served like Claimlight."""

import json
import os
from typing import Any

import dj_database_url
import django
from django.conf import settings
from django.db import connection, models
from django.http import HttpRequest, JsonResponse
from django.urls import path

from config.settings import SQLITE_OPTIONS

database = dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60)
if database["ENGINE"].endswith("sqlite3"):
    database |= {"ENGINE": "web.db.sqlite", "OPTIONS": SQLITE_OPTIONS}
settings.configure(
    SECRET_KEY="bare" * 20, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True, DATABASES={"default": database}
)  # fmt: skip
django.setup()


class Mark(models.Model):
    """One row."""

    id = models.UUIDField(primary_key=True)
    tag = models.CharField(max_length=60)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return self.quote


def put(request: HttpRequest, pk: Any) -> JsonResponse:
    """Insert a row without token, checks or log."""
    fields = json.loads(request.body)
    Mark.objects.create(id=pk, **fields)
    return JsonResponse({"id": str(pk)} | fields, status=201)


urlpatterns = [path("marks/<uuid:pk>/", put)]
if Mark._meta.db_table not in connection.introspection.table_names():
    with connection.schema_editor() as editor:
        editor.create_model(Mark)
from people.api.requester import identify_requester  # noqa: E402
from web.server.asgi_handler import ThreadPoolHandler  # noqa: E402 (it reads the settings)

application = ThreadPoolHandler(identify_requester)
