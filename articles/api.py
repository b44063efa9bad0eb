"""The API of articles."""

from functools import partial
from typing import Any, TypedDict

from django.conf import settings
from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from articles import actions
from articles.access import current_text, further_columns, get_article, get_picture, search, visible_to
from articles.cleaning import Cleaned
from articles.errors import NeedsTextRecognition, Unreadable
from articles.fetching import fetch_page
from articles.models import Article
from articles.parsing.length import MAX_CHARS, check_length
from articles.picture_response import picture_response
from articles.readers.text import check_text
from articles.sandbox.clean import NotCleaned, clean_or_leave, clean_safely
from articles.sandbox.read import read_file
from articles.scans.actions import start_scan
from articles.scans.api import ScanJson, scan_response
from articles.text.draft import Draft
from articles.text.pictures import PlacedPicture
from people.access import teams_permitting
from people.models import Team, User
from people.permissions import Permission, check_permission
from web.api.openapi import Day, Time, page_response
from web.api.pagination import PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView
from web.fields import SingleLineInput, check_web_address
from web.http.upload_limits import LimitedJSONParser, UploadTooLarge
from web.i18n.translate import translate
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view
from web.text.folding import fold


class TeamField(serializers.PrimaryKeyRelatedField[Team]):
    """A team in which the user has ``permission``."""

    permission = Permission.ADD_ARTICLE

    def get_queryset(self) -> Any:
        """Return the teams in which the user has the permission."""
        return teams_permitting(self.context["request"].user, self.permission)


class ArticleInput(serializers.ModelSerializer[Article]):
    """A new article: a text, which is taken as it is, or a file, which is read and cleaned.

    With a ``url`` and neither of them, the page at that address is fetched, read and cleaned like a file, unless the
    site has turned that off. Then the ``url`` of the article is where the redirects led or what the page calls its own.
    """

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

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Require a file, or a text with a title, or only an address to fetch."""
        if settings.FETCH_ARTICLES and attrs.get("url") and not {"text", "file"} & set(attrs):
            return attrs
        if ("text" in attrs) == ("file" in attrs):
            raise serializers.ValidationError(_("Send either “text” or a multipart “file”."))
        if "text" in attrs and not attrs.get("title"):
            raise serializers.ValidationError({"title": _("A text needs a title.")})
        return attrs


class ArticleFilter(PageInput):
    """Query parameters of the list of articles."""

    FIELDS = {
        "team": "team",
        "title": "folded_title__contains",
        "publication": "publication",
        "published_from": "published__gte",
        "published_to": "published__lte",
    }

    q = serializers.CharField(
        required=False, max_length=100, help_text="Words, each in the title, the byline or the publication."
    )
    team = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    title = serializers.CharField(
        required=False, max_length=300, help_text="Words of it, regardless of case and accents."
    )
    publication = serializers.CharField(required=False, max_length=200)
    published_from = serializers.DateField(required=False)
    published_to = serializers.DateField(required=False)

    def validate_title(self, title: str) -> str:
        """Return the title as the database has it for searching."""
        return fold(title)


class MetadataJson(TypedDict):
    """The metadata of an article."""

    id: int
    title: str
    byline: str
    publication: str
    url: str
    published: Day | None
    language: str


class ArticleRowJson(MetadataJson):
    """An article in a list."""

    team: int | None
    created_at: Time


class PictureJson(TypedDict):
    """A picture before the paragraph that begins at ``offset`` (code points), or after the last one.

    ``url`` leads to its file, JPEG or PNG, of ``width`` × ``height`` pixels.
    """

    id: int
    offset: int
    width: int
    height: int
    alt: str
    url: str


class ArticleJson(ArticleRowJson):
    """An article with its text, which is null while the article is being reviewed.

    ``formatting`` rows are [start, end, kind, value] in code points. ``metadata`` are further columns of the table that
    the article came in; they are empty for those who annotate, for a column may say what they are to find out.
    """

    text: str | None
    revision: int | None
    sha256: str | None
    metadata: dict[str, str]
    formatting: list[tuple[int, int, str, str]]
    pictures: list[PictureJson]


class RemovalJson(TypedDict):
    """A passage that the cleaning removed from a file, and why."""

    text: str
    reason: str


class NewArticleJson(ArticleJson):
    """A new article, and what the cleaning removed."""

    removed: list[RemovalJson]


def article_json(user: User, article: Article) -> dict[str, Any]:
    """Return an article as the API shows it to ``user``.

    ``formatting`` rows are [start, end, kind, value] in code points.
    """
    text = current_text(article) if article.frozen else None
    metadata = {field: getattr(article, field) for field in actions.METADATA_FIELDS}
    return {
        "id": article.pk,
        **metadata,
        "team": article.team_id,
        "created_at": article.created_at.isoformat(),
        "text": text.body if text else None,
        "revision": text.revision if text else None,
        "sha256": text.sha256 if text else None,
        "metadata": further_columns(user, article),
        "formatting": text.formatting if text else [],
        "pictures": [_picture_json(article, picture) for picture in text.placed_pictures] if text else [],
    }


def _picture_json(article: Article, picture: PlacedPicture) -> PictureJson:
    return {
        "id": picture.id,
        "offset": picture.offset,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "url": reverse("api:article-picture", args=[article.pk, picture.id]),
    }


@slow_view("POST")
class ArticleList(ApiView):
    """The articles that the user may see."""

    parser_classes = [LimitedJSONParser, MultiPartParser]

    @extend_schema(responses={200: page_response(ArticleRowJson)}, parameters=[ArticleFilter])
    def get(self, request: Request) -> Response:
        """Return the articles that the user may see, newest first."""
        query = validate(ArticleFilter, request.query_params)
        articles = search(visible_to(request.user), query.get("q", "")).filter(
            **{field: query[name] for name, field in ArticleFilter.FIELDS.items() if name in query}
        )
        return paginate(
            request,
            articles.values("id", "team", "created_at", *actions.METADATA_FIELDS),
            ArticleFilter,
            ["-id"],
        )

    @extend_schema(
        request=ArticleInput,
        responses={201: NewArticleJson, 202: ScanJson},
        examples=[
            OpenApiExample(
                "example",
                {"title": "Bridge closes", "text": "The bridge closes on Monday."},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        """Add an article. A text is frozen as it is, so that offsets count at once; others are cleaned first.

        A scan or a photo is read in the background: the answer is 202, with the address of its progress. Somebody has
        to review its text before it is frozen.
        """
        hit_named_limit(request.user, "upload")
        serializer = ArticleInput(data=request.data, context={"request": request})
        if request.META.get("UPLOAD_TOO_LARGE"):
            raise UploadTooLarge
        serializer.is_valid(raise_exception=True)
        metadata = dict(serializer.validated_data)
        team, file, text = (metadata.pop(name, None) for name in ("team", "file", "text"))
        # Before anything is fetched or read for somebody who may not add it.
        check_permission(request.user, Permission.ADD_ARTICLE, Article(owner=request.user, team=team))
        if text is not None:
            draft = Draft(check_length(check_text(text)))
            original, name = text.encode(), actions.PASTED
            # Nothing is removed from a text: cleaning only finds its byline and other metadata.
            cleaned = clean_or_leave(draft)
        else:
            if file is not None:
                original, name = file.read(), file.name
                read = partial(read_file, name, original)
            else:
                hit_named_limit(request.user, "fetch")
                page = fetch_page(metadata.pop("url"))
                original, name, read = page.data, page.name, page.read
            try:
                draft = read()
            except NeedsTextRecognition as error:
                if file is None:
                    metadata["url"] = page.url
                return scan_response(
                    request, start_scan(request.user, original, name, error.pages, team, **metadata)
                )
            cleaned = _cleaned(draft)
        article = actions.add_article(request.user, draft, original, name, team, cleaned, **metadata)
        removed = [
            {"text": segment.text, "reason": translate(segment.reason)}
            for segment in (cleaned.segments if text is None else ())
            if segment.state == "removed" and segment.text.strip()
        ]
        actions.freeze(request.user, article, cleaning=text is None)
        article.refresh_from_db()
        return Response(
            article_json(request.user, article) | {"removed": removed}, status=status.HTTP_201_CREATED
        )


def _cleaned(draft: Draft) -> Cleaned:
    """Return the cleaned draft. A program must know what was frozen, so files that cannot be cleaned are refused."""
    try:
        return clean_safely(draft)
    except NotCleaned as error:
        raise Unreadable(error.message) from error


class ArticleDetail(ApiView):
    """One article."""

    @extend_schema(responses={200: ArticleJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return an article with its frozen text."""
        return Response(article_json(request.user, get_article(request.user, pk)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Move the article to the bin, with its rounds; it can be restored from there."""
        actions.delete_article(request.user, get_article(request.user, pk, Permission.DELETE_ARTICLE))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ArticlePicture(ApiView):
    """The file of a picture."""

    @extend_schema(
        responses={(200, f"image/{name}"): OpenApiTypes.BINARY for name in ("jpeg", "png")},
    )
    def get(self, request: Request, pk: int, picture: int) -> FileResponse:
        """Return the file of a picture in the article, JPEG or PNG."""
        return picture_response(get_picture(get_article(request.user, pk), picture))
