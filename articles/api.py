"""The API of articles."""

from typing import Any, TypedDict

from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from articles import actions
from articles.access import current_text, get_article, search, visible_to
from articles.cleaning import Cleaned
from articles.errors import Unreadable
from articles.forms import check_web_address
from articles.models import Article
from articles.parsing.length import MAX_CHARS, check_length
from articles.readers.text import check_text
from articles.sandbox.clean import NotCleaned, clean_or_leave, clean_safely
from articles.sandbox.read import read_file
from articles.text.draft import Draft
from people.access import teams_permitting
from people.models import Team
from people.permissions import Permission
from web.api.openapi import Day, Time, page_response, responses
from web.api.pagination import PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView
from web.fields import SingleLineInput
from web.http.upload_limits import LimitedJSONParser, UploadTooLarge
from web.i18n.translate import translate
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view


class TeamField(serializers.PrimaryKeyRelatedField[Team]):
    """A team to which this person may add articles, or in which ``permission`` is theirs to do."""

    permission = Permission.ADD_ARTICLE

    def get_queryset(self) -> Any:
        """Other teams do not exist here."""
        return teams_permitting(self.context["request"].user, self.permission)


class ArticleInput(serializers.ModelSerializer[Article]):
    """What makes an article: a text as it stands, or a file that is read and cleaned."""

    text = serializers.CharField(required=False, trim_whitespace=False, max_length=MAX_CHARS)
    file = serializers.FileField(required=False, max_length=255, allow_empty_file=True)
    title = SingleLineInput(required=False, max_length=300)
    byline = SingleLineInput(required=False, allow_blank=True, max_length=300)
    publication = SingleLineInput(required=False, allow_blank=True, max_length=200)
    url = serializers.URLField(
        required=False, allow_blank=True, max_length=2000, validators=[check_web_address]
    )
    team = TeamField(required=False, allow_null=True)

    class Meta:
        model = Article
        fields = ["title", "byline", "publication", "url", "published", "language", "text", "file", "team"]

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """One of the two, not both."""
        if ("text" in given) == ("file" in given):
            raise serializers.ValidationError(_("Send either “text” or a multipart “file”."))
        if "text" in given and not given.get("title"):
            raise serializers.ValidationError({"title": _("A text needs a title.")})
        return given


EXAMPLE = {"title": "Bridge closes", "text": "The bridge closes on Monday."}


class ArticleFilter(PageInput):
    """Which articles."""

    FIELDS = {
        "team": "team",
        "title": "title__icontains",
        "publication": "publication",
        "published_from": "published__gte",
        "published_to": "published__lte",
    }

    q = serializers.CharField(
        required=False, max_length=100, help_text="Words, each in the title, the byline or the publication."
    )
    team = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    title = serializers.CharField(required=False, max_length=300, help_text="What stands in it, in any case.")
    publication = serializers.CharField(required=False, max_length=200)
    published_from = serializers.DateField(required=False)
    published_to = serializers.DateField(required=False)


class MetadataJson(TypedDict):
    """What is known of an article."""

    id: int
    title: str
    byline: str
    publication: str
    url: str
    published: Day | None
    language: str


class ArticleRowJson(MetadataJson):
    """An article as it is listed."""

    team: int | None
    created_at: Time


class ArticleJson(ArticleRowJson):
    """An article with its text, which is null while the article is being reviewed.

    ``formatting`` rows are [start, end, kind, value] in code points.
    """

    text: str | None
    revision: int | None
    sha256: str | None
    formatting: list[tuple[int, int, str, str]]


class RemovalJson(TypedDict):
    """What the cleaning took off a file, and why."""

    text: str
    reason: str


class NewArticleJson(ArticleJson):
    """A new article, and what was taken off."""

    removed: list[RemovalJson]


def article_json(article: Article) -> dict[str, Any]:
    """An article as the API shows it. ``formatting`` rows are [start, end, kind, value] in code points."""
    text = current_text(article) if article.frozen else None
    facts = {fact: getattr(article, fact) for fact in actions.METADATA_FIELDS}
    return {
        "id": article.pk,
        **facts,
        "team": article.team_id,
        "created_at": article.created_at.isoformat(),
        "text": text.body if text else None,
        "revision": text.revision if text else None,
        "sha256": text.sha256 if text else None,
        "formatting": text.formatting if text else [],
    }


@slow_view("POST")
class ArticleList(ApiView):
    """``articles/``"""

    parser_classes = [LimitedJSONParser, MultiPartParser]

    @responses(page_response(ArticleRowJson), asks=ArticleFilter)
    def get(self, request: Request) -> Response:
        """The articles this person may see, newest first."""
        given = validate(ArticleFilter, request.query_params)
        found = search(visible_to(request.user), given.get("q", "")).filter(
            **{field: given[name] for name, field in ArticleFilter.FIELDS.items() if name in given}
        )
        return paginate(
            request,
            found.values("id", "team", "created_at", *actions.METADATA_FIELDS),
            ArticleFilter,
            ["-id"],
        )

    @responses(
        NewArticleJson,
        201,
        ArticleInput,
        example={"title": "Bridge closes", "text": "The bridge closes on Monday."},
    )
    def post(self, request: Request) -> Response:
        """A text is frozen as it stands (offsets count on it at once); a file is read, cleaned and frozen."""
        hit_named_limit(request.user, "upload")
        given = ArticleInput(data=request.data, context={"request": request})
        if request.META.get("UPLOAD_TOO_LARGE"):
            raise UploadTooLarge
        given.is_valid(raise_exception=True)
        facts = dict(given.validated_data)
        team, file, text = facts.pop("team", None), facts.pop("file", None), facts.pop("text", None)
        if file is None:
            draft = Draft(check_length(check_text(text)))
            original, name = text.encode(), actions.PASTED
            # Nothing is taken off a text; what is learned from it is its byline and the like.
            cleaned = clean_or_leave(draft)
        else:
            original, name = file.read(), file.name
            draft = read_file(name, original)
            cleaned = _cleaned(draft)
        article = actions.add_article(request.user, draft, original, name, team, cleaned, **facts)
        removed = [
            {"text": segment.text, "reason": translate(segment.reason)}
            for segment in (cleaned.segments if file else ())
            if segment.state == "removed" and segment.text.strip()
        ]
        actions.freeze(request.user, article, cleaning=file is not None)
        article.refresh_from_db()
        return Response(article_json(article) | {"removed": removed}, status=status.HTTP_201_CREATED)


def _cleaned(draft: Draft) -> Cleaned:
    """The cleaned draft. A program must know what it froze, so a file that cannot be cleaned is refused."""
    try:
        return clean_safely(draft)
    except NotCleaned as error:
        raise Unreadable(error.phrase) from error


class ArticleDetail(ApiView):
    """``articles/{id}/``"""

    @responses(ArticleJson)
    def get(self, request: Request, pk: int) -> Response:
        """The article with its frozen text."""
        return Response(article_json(get_article(request.user, pk)))

    @responses(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Move it to the bin, with its rounds and everything in them; it can be restored from there."""
        actions.delete_article(request.user, get_article(request.user, pk, Permission.DELETE_ARTICLE))
        return Response(status=status.HTTP_204_NO_CONTENT)
