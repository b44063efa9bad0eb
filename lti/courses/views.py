"""The pages of links and courses: what a link opens and how it goes, people about whom to decide, and nicknames."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.groups.actions import GroupsError
from lti.access import get_course, get_enrollment, get_link, get_link_of_nameless
from lti.courses import people
from lti.courses.destinations import path_for
from lti.courses.forms import Decision, DecisionForm
from lti.courses.link_page import link_page
from lti.courses.nicknames import choose_nickname
from lti.courses.roster.background import read_roster_soon
from lti.courses.roster.groups import grouped_round, take_course_groups
from lti.courses.roster.stored_errors import shown
from lti.errors import LaunchRefused
from lti.models import Course, ResourceLink
from people.forms import NicknameForm
from people.models import User
from people.names import NicknameError
from people.permissions import Permission, has_permission
from web.i18n.translate import translate
from web.values import parse_int


@login_required
@require_safe
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a link to those who teach; lead others to what it opens for them."""
    row = get_link(request.user, pk)
    context = {"link": row, "course": row.course, "team": row.course.team}
    if not has_permission(request.user, Permission.OVERSEE_ROUNDS, row.course.team):
        path = path_for(request.user, row)
        return redirect(path) if path != request.path else render(request, "lti/not_yet.html", context)
    context |= {
        "page": link_page(request.user, row),
        "left": people.course_people(row.course).left,
        "groups": grouped_round(request.user, row),
    }
    return render(request, "lti/link.html", context)


@login_required
@require_POST
def course_groups(request: HttpRequest, pk: int) -> HttpResponse:
    """Form the groups that the course has in the exercises of a link."""
    row = get_link(request.user, pk, Permission.MANAGE_ROUND)
    round_ = grouped_round(request.user, row)
    if round_:
        try:
            take_course_groups(request.user, row.course, round_)
        except GroupsError as error:
            messages.warning(request, str(error), "no-groups")
        else:
            messages.success(request, _("People work in the groups of the course now."))
    return redirect("lti:link", pk)


@login_required
@require_http_methods(["GET", "POST"])
def course_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the people about whom a teacher decides, and carry out a decision."""
    course = get_course(request.user, pk, Permission.REMOVE_MEMBERS)
    if request.method == "POST":
        form = DecisionForm(request.POST)
        if not form.is_valid():
            raise BadRequest(_("Choose one of the buttons of the page."))
        decision = Decision(form.cleaned_data["decision"])
        messages.success(request, _decide(request.user, course, decision, form.cleaned_data["person"]))
        return redirect(_people_address(request, course))
    context = {
        "link": _link_before(request, course),
        "course": course,
        "team": course.team,
        "people": people.course_people(course),
        "error": shown(course.roster_error),
        "owns": has_permission(request.user, Permission.MANAGE_PERSONAL_DATA, course.team),
        "changes": has_permission(request.user, Permission.EDIT_TEAM, course.team),
    }
    return render(request, "lti/people.html", context)


def _decide(user: User, course: Course, decision: Decision, person: int | None) -> str:
    """Carry out a decision and return what to say."""
    if decision == Decision.REMOVE_ALL:
        count = people.remove_all_left(user, course)
        return ngettext(
            "{count} person was removed. Their work stays.",
            "{count} people were removed. Their work stays.",
            count,
        ).format(count=count)
    if decision == Decision.LET_ERASED_IN:
        people.let_erased_in_again(user, course)
        return _("They can come back, as somebody new.")
    enrollment = get_enrollment(course, person or 0)
    act = {Decision.KEEP: people.keep, Decision.REMOVE: people.remove, Decision.LET_IN: people.let_in_again}
    act[decision](user, course, enrollment)
    sentences = {
        Decision.KEEP: _("{name} stays in the class."),
        Decision.REMOVE: _("{name} was removed. Their work stays."),
        Decision.LET_IN: _("{name} can come back."),
    }
    return sentences[decision].format(name=enrollment.account.user.name)


@login_required
@require_POST
def read_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the list of the course's people read again."""
    course = get_course(request.user, pk, Permission.REMOVE_MEMBERS)
    if read_roster_soon(course):
        messages.success(request, _("The list of the course is being read. Reload the page in a moment."))
    else:
        messages.info(request, _("The list was read less than five minutes ago. Try again in five minutes."))
    return redirect(_people_address(request, course))


def _link_before(request: HttpRequest, course: Course) -> ResourceLink | None:
    """Return the link of the course from whose page somebody comes, as the address says."""
    key = parse_int(request.GET.get("link", ""))
    links = course.links.select_related("course", "assignment", "round__text__article")
    return links.filter(pk=key).first() if key else None


def _people_address(request: HttpRequest, course: Course) -> str:
    """Return the address of the people of a course, with the way back to the link that they were opened from."""
    address, link = reverse("lti:people", args=[course.pk]), _link_before(request, course)
    return f"{address}?link={link.pk}" if link else address


@login_required
@require_http_methods(["GET", "POST"])
def nickname(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask those who have no name for one, once, and lead them to what the link opens."""
    row = get_link_of_nameless(request.user, pk)
    form = NicknameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            choose_nickname(request.user, row, form.cleaned_data["nickname"])
        except (NicknameError, LaunchRefused) as error:
            form.add_error("nickname", translate(error))
        else:
            return redirect("lti:link", pk)
    if request.user.name:
        return redirect("lti:link", pk)
    context = {"form": form, "link": row, "team": row.course.team}
    return render(request, "lti/nickname.html", context, status=422 if form.errors else 200)
