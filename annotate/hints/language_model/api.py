"""The API of asking the language model about an article."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import text_to_ask_about
from annotate.hints.language_model import actions
from annotate.hints.language_model.answers import SuggestionsProgress, current_suggestions, progress_of
from annotate.hints.language_model.work import fail_if_interrupted
from annotate.models import HintSuggestions
from web.api.views import ApiView
from web.i18n.lazy_message import Message
from web.i18n.translate import translate


class SuggestionsJson(SuggestionsProgress):
    """How far asking the model about the newest text of an article is; ``error`` says why it failed."""

    error: str | None


def suggestions_json(job: HintSuggestions) -> SuggestionsJson:
    """Return the progress of a job as the API shows it."""
    error = translate(Message.from_json(job.error)) if job.error else None
    return {**progress_of(job), "error": error}


class HintSuggestionsDetail(ApiView):
    """What a language model suggests for an article, on sites that have one."""

    @extend_schema(responses={200: SuggestionsJson, 204: None})
    def get(self, request: Request, pk: int) -> Response:
        """Return how far asking is; 204 if nobody has asked. The hints are among those of the article."""
        job = current_suggestions(text_to_ask_about(request.user, pk))
        if job is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        fail_if_interrupted(job)
        return Response(suggestions_json(job))

    @extend_schema(request=None, responses={202: SuggestionsJson})
    def post(self, request: Request, pk: int) -> Response:
        """Ask the model about the article’s text, or return what is there already."""
        job = actions.start_suggestions(request.user, text_to_ask_about(request.user, pk))
        return Response(suggestions_json(job), status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Cancel asking, or remove what was suggested."""
        actions.delete_suggestions(request.user, text_to_ask_about(request.user, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
