"""The forms in which rounds are set up: exercises of a class, annotation sessions of a team."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotate.access import codebooks_for, rounds_with_groups
from annotate.codebooks.translation import translate_codebook
from annotate.enums import Feedback, FeedbackTiming, HintTiming, RoundMode
from annotate.groups.shuffling import SIZES
from annotate.models import Codebook, Round
from annotate.rounds.actions import RoundSettings, settings_of
from articles.access import visible_to
from articles.hints import has_rules
from articles.models import Article, Text
from people.models import Team, User
from people.terms import Kind, term
from web.forms import DateTimeField, MultipleChoiceField
from web.time_zones import city

MODES = [
    (RoundMode.INDEPENDENT, _("Individual: nobody sees the highlights of others until you reveal them")),
    (
        RoundMode.GROUPS,
        _("In groups: everyone sees the highlights of their own group live, and all after you reveal"),
    ),
    (RoundMode.OPEN, _("Collaborative: everyone sees all highlights live")),
]
# Feedback.KEY comes last, in the words of the group.
FEEDBACK = [
    (Feedback.NONE, _("No feedback")),
    (Feedback.PERCENTAGE, _("Score")),
    (Feedback.WHERE, _("Score and location of mistakes")),
]
FEEDBACK_TIMINGS = [
    (FeedbackTiming.AT_ONCE, _("While they highlight")),
    (FeedbackTiming.ON_SUBMISSION, _("After they hand in")),
    (FeedbackTiming.ON_REVEAL, _("When you reveal all highlights")),
]
HINT_TIMINGS = [
    (HintTiming.OFF, _("No hints")),
    (HintTiming.AFTER_HAND_IN, _("After handing in: everyone compares their own highlights with the hints")),
    (HintTiming.ON_REQUEST, _("On request while highlighting: one at a time, and each request is counted")),
]
# Nobody hands in where there is no group.
HINT_TIMINGS_ALONE = [
    (HintTiming.OFF, _("No hints")),
    (HintTiming.ON_REQUEST, _("On request: one at a time, or all beside your highlights")),
]
# Settings that only rounds in groups have.
OF_GROUPS = ("group_size", "groups_from")
BY_HAND = "by hand"
# Settings that few change: pages fold them.
FOLDED = ("hints", "detail_suggestions", "participants")
# Earlier rounds whose groups can be taken.
MAX_EARLIER = 30
# First characters of a paragraph by which it is chosen.
LABEL_LENGTH = 60


class RoundForm(forms.Form):
    """The settings of a round, under the names of the fields of RoundSettings."""

    mode = forms.TypedChoiceField(choices=MODES, coerce=RoundMode, widget=forms.RadioSelect)
    group_size = forms.TypedChoiceField(
        choices=[(n, n) for n in SIZES],
        coerce=int,
        required=False,
        empty_value=3,
        initial=3,
        label=_("People in a group"),
    )
    instructions = forms.CharField(
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Instructions"),
        help_text=_("Shown above the text."),
    )
    due_at = DateTimeField(required=False, label=_("Hand in by"))
    feedback = forms.TypedChoiceField(choices=FEEDBACK, coerce=Feedback, label=_("What feedback shows"))
    feedback_when = forms.TypedChoiceField(
        choices=FEEDBACK_TIMINGS,
        coerce=FeedbackTiming,
        initial=FeedbackTiming.ON_REVEAL,
        label=_("When people see feedback"),
        help_text=_(
            "Choose “While they highlight” only for practice, because people can find the answers by "
            "trying. Anyone who has seen feedback can hand in only once."
        ),
    )
    hints = forms.TypedChoiceField(
        choices=HINT_TIMINGS,
        coerce=HintTiming,
        required=False,
        empty_value=HintTiming.OFF,
        widget=forms.RadioSelect,
        initial=HintTiming.OFF,
        label=_("Hints"),
        help_text=_(
            "In English and Spanish texts, rules point at passages that may deserve a tag, each with a question. "
            "Own work comes first, because people follow suggestions, wrong ones too."
        ),
    )
    detail_suggestions = forms.BooleanField(
        required=False,
        initial=True,
        label=_("Offer sources and neutral wordings found in the text"),
        help_text=_("Only for a passage that somebody has just highlighted. Typing is just as easy."),
    )
    participants = MultipleChoiceField(
        User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Who takes part"),
        help_text=_("Leave empty to include everyone."),
    )

    def __init__(self, *args: Any, team: Team | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = (
            User.objects.filter(memberships__team=team).order_by("name", "pk")
            if team
            else User.objects.none()
        )
        self.fields["participants"].queryset = people
        kind = team.kind if team else Kind.TEAM
        self.fields["mode"].label = term("how_people_work", kind)
        if team is None:
            self.fields["mode"].choices = [choice for choice in MODES if choice[0] != RoundMode.GROUPS]
            del self.fields["group_size"]
        self.fields["feedback"].choices = [*FEEDBACK, (Feedback.KEY, term("feedback_key", kind))]
        if team is None:
            self.fields["hints"].choices = HINT_TIMINGS_ALONE
        self.fields["due_at"].help_text = gettext(
            "Time zone: {zone}. After this time nobody can highlight, and work handed in counts as "
            "late. Leave empty to close it yourself."
        ).format(zone=city(str(get_current_timezone())))

    def plain_fields(self) -> list[forms.BoundField]:
        """Return the fields that a page shows at once; ``of_groups`` come behind the mode."""
        return [field for field in self.visible_fields() if field.name not in (*FOLDED, *OF_GROUPS)]

    def of_groups(self) -> list[forms.BoundField]:
        """Return the fields that only matter in groups."""
        return [self[name] for name in OF_GROUPS if name in self.fields]

    def folded_fields(self) -> list[forms.BoundField]:
        """Return the fields that a page folds, but for a choice of participants where there is nobody to choose."""
        return [self[name] for name in FOLDED if name != "participants" or self.fields[name].queryset]

    def unfolds(self) -> bool:
        """Return whether the folded fields are shown at once: one of them has a fault."""
        return any(self[name].errors for name in FOLDED)

    def settings(self, extract: tuple[int, int] | None = None) -> RoundSettings:
        """Return the settings of a valid form."""
        names = {field.name for field in fields(RoundSettings)} & self.cleaned_data.keys()
        settings = {name: self.cleaned_data[name] for name in names}
        return RoundSettings(
            **settings | {"extract": extract, "participants": tuple(settings["participants"])}
        )


class CodebookField(forms.ModelChoiceField):
    """A choice of codebooks by their titles, in the reader's language."""

    def label_from_instance(self, obj: Codebook) -> str:
        """Return the translated title."""
        return translate_codebook(obj.pure).title


class NewRoundForm(RoundForm):
    """The articles to annotate, each in a new round of its own, and the settings of these rounds."""

    articles = MultipleChoiceField(
        Article.objects.none(), widget=forms.CheckboxSelectMultiple, label=_("Which articles?")
    )
    codebook = CodebookField(
        Codebook.objects.none(), required=False, empty_label=None, label=_("Which tags?")
    )
    groups_from = forms.ChoiceField(required=False, label=_("How groups are formed"))
    field_order = ["articles", "codebook"]

    def __init__(self, *args: Any, user: User, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, team=team, **kwargs)
        self.fields["codebook"].queryset = codebooks_for(user, team)
        self.fields["groups_from"].choices = [
            ("", gettext("Shuffled, with new partners where possible")),
            *(
                (str(round_.pk), gettext("As in “{title}”").format(title=round_.text.article.title))
                for round_ in rounds_with_groups(user, team)[:MAX_EARLIER]
            ),
            (BY_HAND, gettext("I put people into groups myself")),
        ]
        self.fields["articles"].queryset = (
            visible_to(user).filter(team=team, draft__isnull=True).order_by("-id")
        )


class SettingsForm(RoundForm):
    """An existing round's settings, with the first and the last paragraph of its extract."""

    first = forms.TypedChoiceField(coerce=int, label=_("First paragraph to highlight"))
    last = forms.TypedChoiceField(coerce=int, label=_("Last paragraph to highlight"))

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        start, end = round_.extract
        blocks = round_.text.blocks
        initial = vars(settings_of(round_)) | {
            "participants": round_.participants.all(),
            "first": next((i for i, b in enumerate(blocks) if b.end > start), 0),
            "last": next((i for i in reversed(range(len(blocks))) if blocks[i].start < end), 0),
        }
        super().__init__(*args, team=round_.text.article.team, initial=initial, **kwargs)
        self.round = round_
        if not has_rules(round_.text.article.language):
            self.fields["hints"].help_text = gettext(
                "There are no hints for this text: the rules know texts in English and Spanish only."
            )
        choices = paragraphs(round_.text)
        self.fields["first"].choices = self.fields["last"].choices = choices

    def clean(self) -> dict[str, Any]:
        """Check that the last paragraph does not stand before the first one."""
        data = super().clean() or {}
        if "first" in data and "last" in data and data["last"] < data["first"]:
            self.add_error("last", gettext("The last paragraph must come after the first."))
        return data

    def settings(self, extract: tuple[int, int] | None = None) -> RoundSettings:
        """Return the settings, without an extract if all paragraphs are chosen."""
        blocks = self.round.text.blocks
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        is_whole_text = (first, last) == (0, len(blocks) - 1)
        return super().settings(None if is_whole_text else (blocks[first].start, blocks[last].end))


def paragraphs(text: Text) -> list[tuple[int, str]]:
    """Return (index, first words) of each paragraph, as choices."""
    return [
        (i, f"{i + 1}. {text.body[b.start : min(b.end, b.start + LABEL_LENGTH)]}")
        for i, b in enumerate(text.blocks)
    ]
