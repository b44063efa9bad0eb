"""Everything of one person as a ZIP: their account, data in each team, articles, lessons and unfinished work."""

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotate.access import own_lessons, personal_rows
from annotate.lessons.file_format.writing import lesson_file
from annotate.lessons.reading import content_of
from annotate.privacy.data_export import personal_data_files
from articles.access import own_articles, read_pictures
from articles.models import Article
from articles.text.pictures import file_ending
from people.access import list_api_tokens, list_teams
from people.models import User
from people.personal_data import registered_personal_data
from reports.exports.export import export_articles
from reports.exports.kinds import ExportKind
from reports.exports.unfinished import write_unfinished
from reports.exports.zip_stream import ZipBuffer
from reports.models import ExportJob
from reports.options import ReportOptions

# Of an export job, in place of the slug of a format.
SLUG = "everything"
# The complete record of an article, which can be imported again, and its report to read.
FORMATS = ("claimlight", "html")


def export_everything(user: User, articles: list[int], day: date, incomplete: list[int]) -> Iterator[bytes]:
    """Yield the parts of the ZIP: the user's own articles and lessons one by one, then unfinished work and the end.

    Articles of which something cannot be written are added to ``incomplete``.
    """
    buffer = ZipBuffer()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        teams = list(list_teams(user))
        archive.writestr(
            "README.txt", render_to_string("reports/account_deletion/about.txt", {"teams": teams})
        )
        _write_json(archive, "account.json", _account(user))
        for name, content in registered_personal_data(user).items():
            _write_json(archive, f"{name}.json", content)
        for team in teams:
            for name, content in personal_data_files(personal_rows(user, team, user), team, user).items():
                _write_json(archive, f"{_folder('teams', team.pk, team.name)}/{name}.json", content)
        for article in own_articles(user).filter(pk__in=articles).order_by("pk"):
            _write_article(archive, user, article, day, incomplete)
            yield buffer.take()
        for lesson in own_lessons(user).order_by("pk"):
            archive.writestr(
                f"{_folder('lessons', lesson.pk, lesson.title)}.json", lesson_file(content_of(lesson))
            )
            yield buffer.take()
        for _written in write_unfinished(archive, user):
            yield buffer.take()
    yield buffer.take()


def _write(job: ExportJob, day: date, left_out: list[int]) -> Iterator[bytes]:
    return export_everything(job.owner, job.articles, day, left_out)


def _file_name(job: ExportJob, day: date) -> str:
    return f"claimlight-{day.isoformat()}.{SLUG}.zip"


def _back(job: ExportJob) -> tuple[str, str]:
    return reverse("reports:delete-account"), _("Your account")


KIND = ExportKind(gettext_lazy("All your data"), _file_name, _write, _back)


def _write_article(
    archive: zipfile.ZipFile, user: User, article: Article, day: date, incomplete: list[int]
) -> None:
    folder = _folder("articles", article.pk, article.title)
    try:
        with article.original.open("rb") as original:
            name = article.original_name.replace("\\", "/").rpartition("/")[2]
            archive.writestr(f"{folder}/original/{name}", original.read())
    except OSError:
        incomplete.append(article.pk)
    for picture, content in read_pictures(article.pk).items():
        archive.writestr(f"{folder}/pictures/{picture}.{file_ending(content)}", content)
    _write_json(archive, f"{folder}/article.json", _metadata(article))
    if article.frozen:
        for slug in FORMATS:
            for _pk, file in export_articles(user, [article.pk], slug, ReportOptions(), day):
                if file is None:
                    incomplete.append(article.pk)
                else:
                    archive.writestr(f"{folder}/{file[0]}", file[1])


def _metadata(article: Article) -> dict[str, Any]:
    names = ("title", "byline", "publication", "url", "published", "language", "created_at", "draft",
        "undone_edits", "hand_edits")  # fmt: skip
    return {name: getattr(article, name) for name in names}


def _account(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "email": user.email,
        "joined_at": user.joined_at,
        "time_zone": user.time_zone,
        "addresses": list(user.emailaddress_set.values("email", "verified", "primary")),
        "connected_accounts": list(user.socialaccount_set.values("provider", "uid", "date_joined")),
        "teams": [{"id": team.pk, "name": team.name, "role": team.role} for team in list_teams(user)],
        "tokens": list(
            list_api_tokens(user).values("name", "created_at", "expires_at", only_reads=F("read_only"))
        ),
        "webhooks": list(user.webhooks.values("team", "url", "created_at")),
        "shared_reports": list(user.sharedreport_set.values("article", "created_at", "expires_at")),
    }


def _folder(kind: str, pk: int, name: str) -> str:
    return f"{kind}/{pk}-{slugify(name)[:60]}".rstrip("-")


def _write_json(archive: zipfile.ZipFile, name: str, content: Any) -> None:
    archive.writestr(name, json.dumps(content, ensure_ascii=False, indent=1, default=str))
