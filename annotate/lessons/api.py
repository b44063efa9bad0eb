"""The API of lessons: list, create, change, share, copy and delete them, and set them in classes."""

import json
from typing import Any, TypedDict

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import (
    check_can_copy,
    get_assignment,
    get_lesson,
    get_lesson_exercise,
    get_linked_lesson,
    get_round,
    lessons_visible_to,
    library,
    own_lessons,
)
from annotate.enums import RoundMode, RoundState
from annotate.lessons import actions
from annotate.lessons.api_inputs import (
    AssignInput,
    FromExercisesInput,
    LessonArticleInput,
    LessonFilter,
    LessonInput,
    LessonTeamInput,
    NewLessonInput,
    lesson_changes,
)
from annotate.lessons.assigning.actions import assign_lesson, update_exercises
from annotate.lessons.assigning.outdated import outdated_exercises
from annotate.lessons.builtin_lessons import BuiltinLesson, builtin_lessons, get_builtin_lesson
from annotate.lessons.file_format.reading import read_lesson_file
from annotate.lessons.file_format.writing import MEDIA_TYPE, lesson_file
from annotate.lessons.json import (
    BuiltinLessonJson,
    LessonJson,
    LessonRowJson,
    NewAssignmentJson,
    OutdatedExerciseJson,
    assignment_json,
    builtin_lesson_json,
    lesson_json,
    lesson_row_json,
    outdated_json,
)
from annotate.lessons.reading import content_of
from annotate.models import Lesson
from articles.access import current_text, get_article
from people.access import get_team
from people.models import Team
from people.permissions import Permission, check_permission
from web.api.openapi import list_response, page_response
from web.api.pagination import paginate
from web.api.validation import validate
from web.api.views import ApiView
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view


class LessonLinkJson(TypedDict):
    """The address at which people with an account see the lesson."""

    url: str


class UpdatedJson(TypedDict):
    """How many exercises were updated."""

    updated: int


def _team(request: Request, pk: int | None, permission: Permission = Permission.EDIT_LESSON) -> Team | None:
    return get_team(request.user, pk, permission) if pk else None


def _assign(request: Request, source: Lesson | BuiltinLesson) -> Response:
    data = validate(AssignInput, request.data)
    team = get_team(request.user, data["team"], Permission.CREATE_ROUND)
    mode = RoundMode(data["mode"]) if data["mode"] else None
    assignment = assign_lesson(
        request.user, source, team, due_at=data["due_at"], mode=mode, state=RoundState(data["state"])
    )
    return Response(assignment_json(assignment), status=status.HTTP_201_CREATED)


def _copy(request: Request, source: Lesson | BuiltinLesson) -> Response:
    team = _team(request, validate(LessonTeamInput, request.data)["team"])
    copy = actions.copy_lesson(request.user, source, team)
    return Response(lesson_json(request.user, copy), status=status.HTTP_201_CREATED)


def _builtin(slug: str) -> BuiltinLesson:
    lesson = get_builtin_lesson(slug, get_language() or "")
    if lesson is None:
        raise Http404(_("This lesson does not exist, or you do not have access to it."))
    return lesson


@slow_view("POST")
class LessonList(ApiView):
    """The lessons that the user may see."""

    @extend_schema(responses={200: page_response(LessonRowJson)}, parameters=[LessonFilter])
    def get(self, request: Request) -> Response:
        """List the user's lessons and those of their teams, or those in the library."""
        params = validate(LessonFilter, request.query_params)
        where = params.get("where", "mine")
        lists = {"mine": lessons_visible_to, "alone": own_lessons, "library": library}
        lessons = lists[where](request.user)
        if "team" in params:
            lessons = lessons.filter(team=params["team"])
        return paginate(
            request, lessons, LessonFilter, ["-id"], lambda rows: [lesson_row_json(row) for row in rows]
        )

    @extend_schema(request=NewLessonInput, responses={201: LessonJson})
    def post(self, request: Request) -> Response:
        """Create a lesson from what the file of one has."""
        data = validate(NewLessonInput, request.data)
        team = _team(request, data["team"])
        # Before anything is read: guests have no lessons.
        check_permission(request.user, Permission.EDIT_LESSON, Lesson(owner=request.user, team=team))
        hit_named_limit(request.user, "import")
        content = read_lesson_file(json.dumps(data["lesson"]).encode("utf-8", "surrogatepass"))
        lesson = actions.create_lesson(request.user, content, team)
        return Response(lesson_json(request.user, lesson), status=status.HTTP_201_CREATED)


@slow_view()
class LessonFromExercises(ApiView):
    """A lesson made of exercises that exist."""

    @extend_schema(request=FromExercisesInput, responses={201: LessonJson})
    def post(self, request: Request) -> Response:
        """Save exercises as a lesson, with their answer keys."""
        data = validate(FromExercisesInput, request.data)
        team = _team(request, data["team"])
        if data["assignment"]:
            source: Any = get_assignment(request.user, data["assignment"], Permission.OVERSEE_ROUNDS)
        else:
            source = [get_round(request.user, pk, Permission.OVERSEE_ROUNDS) for pk in data["rounds"]]
        lesson = actions.save_as_lesson(request.user, source, data["title"], team)
        return Response(lesson_json(request.user, lesson), status=status.HTTP_201_CREATED)


class LessonDetail(ApiView):
    """One lesson."""

    @extend_schema(responses={200: LessonJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return a lesson of the user, of their teams, or of the library."""
        return Response(lesson_json(request.user, get_lesson(request.user, pk)))

    @extend_schema(request=LessonInput, responses={200: LessonJson})
    def patch(self, request: Request, pk: int) -> Response:
        """Change what the lesson says, and the settings of its exercises. Those of classes stay as they are."""
        lesson = get_lesson(request.user, pk, Permission.EDIT_LESSON)
        serializer = LessonInput(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        actions.update_lesson(request.user, lesson, **lesson_changes(serializer.validated_data))
        return Response(lesson_json(request.user, lesson))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Move a lesson to the bin; it can be restored from there. Exercises of classes stay."""
        actions.delete_lesson(request.user, get_lesson(request.user, pk, Permission.DELETE_LESSON))
        return Response(status=status.HTTP_204_NO_CONTENT)


@slow_view()
class LessonFile(ApiView):
    """The file of a lesson."""

    @extend_schema(responses={(200, MEDIA_TYPE): OpenApiTypes.OBJECT})
    def get(self, request: Request, pk: int) -> HttpResponse:
        """Download a lesson with its answer key, as another site can import it."""
        lesson = get_lesson(request.user, pk)
        check_can_copy(request.user, lesson)
        response = HttpResponse(lesson_file(content_of(lesson)), content_type=MEDIA_TYPE)
        response["Content-Disposition"] = f'attachment; filename="lesson-{lesson.pk}.json"'
        return response


@slow_view()
class LessonAssign(ApiView):
    """A lesson in a class."""

    @extend_schema(request=AssignInput, responses={201: NewAssignmentJson})
    def post(self, request: Request, pk: int) -> Response:
        """Give a class the exercises of a lesson."""
        return _assign(request, get_lesson(request.user, pk))


@slow_view()
class LessonCopy(ApiView):
    """A copy of a lesson."""

    @extend_schema(request=LessonTeamInput, responses={201: LessonJson})
    def post(self, request: Request, pk: int) -> Response:
        """Copy a lesson, for the user alone or for a team of teachers."""
        return _copy(request, get_lesson(request.user, pk))


@slow_view()
class LessonExercises(ApiView):
    """The exercises that were made of a lesson and differ from it now."""

    @extend_schema(responses={200: list_response(OutdatedExerciseJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the exercises in the user's classes that differ from the lesson, which has changed since."""
        outdated = outdated_exercises(request.user, get_lesson(request.user, pk))
        return Response({"results": [outdated_json(item) for item in outdated]})

    @extend_schema(request=None, responses={200: UpdatedJson})
    def post(self, request: Request, pk: int) -> Response:
        """Update those that nobody has started and no class has changed."""
        return Response({"updated": update_exercises(request.user, get_lesson(request.user, pk))})


class LessonArticles(ApiView):
    """The articles of a lesson."""

    @extend_schema(request=LessonArticleInput, responses={201: LessonJson})
    def post(self, request: Request, pk: int) -> Response:
        """Add an article with its newest text, at the end."""
        lesson = get_lesson(request.user, pk, Permission.EDIT_LESSON)
        article = get_article(request.user, validate(LessonArticleInput, request.data)["article"])
        actions.add_article_to_lesson(request.user, lesson, current_text(article))
        return Response(lesson_json(request.user, lesson), status=status.HTTP_201_CREATED)


class LessonArticleDetail(ApiView):
    """One article of a lesson."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, exercise: int) -> Response:
        """Move an article of a lesson to the bin."""
        lesson = get_lesson(request.user, pk, Permission.EDIT_LESSON)
        actions.remove_exercise(request.user, lesson, get_lesson_exercise(lesson, exercise))
        return Response(status=status.HTTP_204_NO_CONTENT)


class LessonListing(ApiView):
    """Whether a lesson is in the library of the site."""

    @extend_schema(request=None, responses={204: None})
    def put(self, request: Request, pk: int) -> Response:
        """Show a lesson to everybody with an account. It needs an author and a licence."""
        actions.list_in_library(request.user, get_lesson(request.user, pk, Permission.EDIT_LESSON))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Take a lesson out of the library. Copies stay."""
        actions.unlist(request.user, get_lesson(request.user, pk, Permission.EDIT_LESSON))
        return Response(status=status.HTTP_204_NO_CONTENT)


class LessonLink(ApiView):
    """The link by which people with an account see a lesson."""

    @extend_schema(request=None, responses={200: LessonLinkJson})
    def put(self, request: Request, pk: int) -> Response:
        """Create the link; the same one until it is revoked."""
        lesson = get_lesson(request.user, pk, Permission.EDIT_LESSON)
        address = reverse("annotate:linked-lesson", args=[actions.create_link(request.user, lesson)])
        return Response({"url": request.build_absolute_uri(address)})

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Revoke the link."""
        actions.revoke_link(request.user, get_lesson(request.user, pk, Permission.EDIT_LESSON))
        return Response(status=status.HTTP_204_NO_CONTENT)


@slow_view("POST")
class LinkedLesson(ApiView):
    """A lesson behind a link; ``secret`` is the last part of its address."""

    @extend_schema(responses={200: LessonJson})
    def get(self, request: Request, secret: str) -> Response:
        """Return the lesson."""
        return Response(lesson_json(request.user, get_linked_lesson(request.user, secret)))

    @extend_schema(request=LessonTeamInput, responses={201: LessonJson})
    def post(self, request: Request, secret: str) -> Response:
        """Copy the lesson, for the user alone or for a team of teachers."""
        return _copy(request, get_linked_lesson(request.user, secret))


class BuiltinLessonList(ApiView):
    """The lessons that come with Claimlight."""

    @extend_schema(responses={200: list_response(BuiltinLessonJson)})
    def get(self, request: Request) -> Response:
        """List the built-in lessons in order, in the language of the request."""
        lessons = builtin_lessons(get_language() or "")
        return Response({"results": [builtin_lesson_json(request.user, lesson) for lesson in lessons]})


@slow_view("POST")
class BuiltinLessonDetail(ApiView):
    """One lesson that comes with Claimlight."""

    @extend_schema(responses={200: BuiltinLessonJson})
    def get(self, request: Request, slug: str) -> Response:
        """Return a built-in lesson in the language of the request."""
        return Response(builtin_lesson_json(request.user, _builtin(slug)))

    @extend_schema(request=LessonTeamInput, responses={201: LessonJson})
    def post(self, request: Request, slug: str) -> Response:
        """Copy the lesson, for the user alone or for a team of teachers, who can then change it."""
        return _copy(request, _builtin(slug))


@slow_view()
class BuiltinLessonAssign(ApiView):
    """A built-in lesson in a class."""

    @extend_schema(request=AssignInput, responses={201: NewAssignmentJson})
    def post(self, request: Request, slug: str) -> Response:
        """Give a class the exercises of a built-in lesson, in the language of the request."""
        return _assign(request, _builtin(slug))
