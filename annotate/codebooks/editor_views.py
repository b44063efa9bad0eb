"""The page on which a codebook is edited. It works without JavaScript: each button submits the form."""

from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_http_methods, require_safe

from annotate.access import get_codebook, versions_of
from annotate.codebooks.actions import StaleCodebookVersion, edit_codebook
from annotate.codebooks.contrast import DARK, LIGHT
from annotate.codebooks.editor_form import KEYS, apply_button, better_colours, from_post, initial, values
from annotate.codebooks.errors import ABOUT_BOOK, LENGTHS, CodebookError
from annotate.codebooks.validation import COLOUR, KINDS, LINES, parse_codebook
from annotate.models import Codebook
from annotate.tag import TAG_TEXTS, Detail, Tag
from people.permissions import Permission
from web.i18n.translate import translate

# Texts that have a place of their own on the page.
PLACED = {"name", "plural", "meaning"}
LABELS = {"title": N_("Title"), "tags": N_("Tags")}
LINE_NAMES = {
    "solid": gettext_lazy("solid"),
    "dashed": gettext_lazy("dashed"),
    "dotted": gettext_lazy("dotted"),
    "wavy": gettext_lazy("wavy"),
    "double": gettext_lazy("double"),
}
KIND_NAMES = {
    "text": gettext_lazy("a few words"),
    "choice": gettext_lazy("one of several choices"),
    "links": gettext_lazy("web addresses"),
}


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form, save it, or apply one of its other buttons and show it again."""
    row = get_codebook(request.user, pk, Permission.EDIT_CODEBOOK)
    newest = versions_of(row)[0]
    if request.method == "GET":
        if newest.pk != row.pk:
            return redirect("annotate:edit-codebook", newest.pk)
        return _page(request, row, initial(row.pure))
    draft = from_post(request.POST)
    button = request.POST.get("act", "save")
    if button != "save":
        apply_button(draft, button)
        return _page(request, row, draft)
    try:
        saved = edit_codebook(request.user, row, parse_codebook(values(draft, row.slug)))
    except CodebookError as error:
        return _page(request, row, draft, error)
    except StaleCodebookVersion as error:
        return _page(request, row, draft, outdated=str(error))
    if saved.pk == row.pk:
        messages.success(request, _("Saved."), "saved")
    else:
        message = _("Saved as version {version}. Work that has already started keeps the older version.")
        messages.success(request, message.format(version=saved.version), "new-version")
    return redirect("annotate:codebook", saved.pk)


@login_required
@require_safe
def colours(request: HttpRequest) -> JsonResponse:
    """Return better colours for those of a tag that are hard to see."""
    return JsonResponse(
        better_colours({name: request.GET.get(name, "") for name in ("colour", "colour_dark")})
    )


def _page(
    request: HttpRequest,
    row: Codebook,
    draft: dict[str, Any],
    error: CodebookError | None = None,
    outdated: str = "",
) -> HttpResponse:
    problems = error.problems if error else []
    cards = [_card(number, tag, problems) for number, tag in enumerate(draft["tags"])]
    about_all = [
        translate(ABOUT_BOOK.format(field=field_label(p.field), said=translate(p.message)))
        for p in problems
        if p.tag is None
    ]
    page = {
        "row": row,
        "title": draft["title"],
        "cards": cards,
        "problems": about_all,
        "to_mend": sum(bool(card["problems"]) for card in cards),
        "outdated": outdated,
        "used": row.rounds.count(),
        "lengths": LENGTHS,
        "keys": KEYS,
        "lines": [(line, LINE_NAMES[line]) for line in LINES],
        "kinds": [(kind, KIND_NAMES[kind]) for kind in KINDS],
        "light": LIGHT,
        "dark": DARK,
    }
    return render(request, "annotate/edit_codebook.html", page, status=422 if problems or outdated else 200)


def _card(number: int, tag: dict[str, Any], problems: list[Any]) -> dict[str, Any]:
    own_problems = [problem for problem in problems if problem.tag == number]
    shown = {
        name: tag[name] if COLOUR.fullmatch(str(tag[name])) else "#000000"
        for name in ("colour", "colour_dark")
    }
    return {
        "number": number,
        "at": f"t{number}-",
        "tag": tag,
        "texts": [
            (name, field_label(name), tag[name], LENGTHS[name]) for name in TAG_TEXTS if name not in PLACED
        ],
        "shown": shown,
        "better": better_colours(tag),
        "wrong": {problem.field.replace(".", "_") for problem in own_problems},
        "problems": [
            translate(ABOUT_BOOK.format(field=field_label(p.field), said=translate(p.message)))
            for p in own_problems
        ],
    }


def field_label(field: str) -> str:
    """Return what the page calls a field: of the codebook, of a tag, or of a question (``details.hint``)."""
    if field in LABELS:
        return _(LABELS[field])
    kind, name = (Detail, field.removeprefix("details.")) if "." in field else (Tag, field)
    label = next((item.metadata.get("label") for item in fields(kind) if item.name == name), None)
    return translate(label) if label else field
