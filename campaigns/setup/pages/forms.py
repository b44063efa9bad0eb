"""The forms in which leads create campaigns and change their settings."""

from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotate.access import codebooks_for
from annotate.enums import Feedback
from annotate.models import Codebook
from annotate.rounds.forms import CodebookField
from campaigns.enums import ArticleOrder, Distribution, OwnResults
from campaigns.models import Campaign
from campaigns.setup.actions.settings import (
    LIMITS,
    MAX_GUIDELINES,
    MAX_LICENCE,
    MAX_TEXT,
    MAX_TITLE,
    NAMES,
    CampaignSettings,
)
from campaigns.setup.touched import has_fixed_tags
from people.models import Team, User
from web.fields import SingleLineField
from web.forms import DateTimeField
from web.time_zones import city

DISTRIBUTIONS = [
    (Distribution.SHARED, _("Shared out: each article goes to a number of people")),
    (Distribution.EVERYONE, _("Everyone annotates every article")),
    (Distribution.PLANNED, _("By a plan: you say who annotates which article")),
]
ORDERS = [
    (ArticleOrder.FIXED, _("As in the list of articles")),
    (ArticleOrder.RANDOM, _("At random, different for each person")),
]
FEEDBACK = [
    (Feedback.KEY, _("Their score and the reference annotations")),
    (Feedback.WHERE, _("Their score and where their mistakes are")),
    (Feedback.PERCENTAGE, _("Their score")),
    (Feedback.NONE, _("Nothing")),
]
OWN_RESULTS = [
    (OwnResults.NONE, _("Nothing")),
    (OwnResults.FIGURES, _("Their own figures, from articles that are released to leads")),
]
# Settings that only matter where articles are shared out.
OF_SHARED = ("per_article", "overlap_percent")
# Settings that few change, by the headings under which pages fold them.
FOLDED = [
    (_("Handing out"), ("order", "max_per_person", "share_evenly", "lapse_hours")),
    (_("Practice and control articles"), ("pass_mark", "attempts", "practice_feedback", "control_every")),
    (_("What annotators see"), ("own_results",)),
    (_("For the dataset"), ("description", "authors", "licence")),
]


class VersionField(CodebookField):
    """A choice of codebooks among which may be two versions of the same one."""

    def label_from_instance(self, obj: Codebook) -> str:
        """Return the title, with the version unless it is the first."""
        title = super().label_from_instance(obj)
        label = gettext("{title} (version {version})").format(title=title, version=obj.version)
        return title if obj.version == 1 else label


def number_field(name: str, label: Any, initial: int | None, help_text: Any = "") -> forms.IntegerField:
    """Return the field of a setting that is a number, with its limits; without ``initial`` it can be empty."""
    lowest, highest = LIMITS[name]
    return forms.IntegerField(
        label=label,
        initial=initial,
        min_value=lowest,
        max_value=highest,
        required=initial is not None,
        help_text=help_text,
    )


class CampaignForm(forms.Form):
    """The settings of a campaign, under the names of the fields of ``CampaignSettings``."""

    title = SingleLineField(max_length=MAX_TITLE, label=_("Title"))
    codebook = VersionField(Codebook.objects.none(), empty_label=None, label=_("Which tags?"))
    guidelines = forms.CharField(
        required=False,
        max_length=MAX_GUIDELINES,
        widget=forms.Textarea(attrs={"rows": 5}),
        label=_("Guidelines for annotators"),
        help_text=_(
            "Shown beside each text. You can use Markdown: # heading, **bold**, - list. You can change them later."
        ),
    )
    distribution = forms.TypedChoiceField(
        choices=DISTRIBUTIONS,
        coerce=Distribution,
        widget=forms.RadioSelect,
        initial=Distribution.SHARED,
        label=_("Who annotates what?"),
    )
    per_article = number_field("per_article", _("People for each article"), 3)
    overlap_percent = number_field(
        "overlap_percent",
        _("Overlap (%)"),
        0,
        _("Articles that everyone annotates, chosen at random. 10 means one in ten."),
    )
    due_at = DateTimeField(required=False, label=_("To be finished by"))
    order = forms.TypedChoiceField(
        choices=ORDERS, coerce=ArticleOrder, initial=ArticleOrder.FIXED, label=_("Order of the articles")
    )
    max_per_person = number_field(
        "max_per_person", _("Most articles for one person"), None, _("Leave empty for no limit.")
    )
    share_evenly = forms.BooleanField(
        required=False, label=_("Share evenly: nobody gets more than an equal share of the work")
    )
    lapse_hours = number_field(
        "lapse_hours",
        _("Hours after which an article that nobody works on goes to someone else"),
        48,
    )
    pass_mark = number_field(
        "pass_mark",
        _("Pass mark (%)"),
        70,
        _("The average score on the practice articles, without which people get no other articles."),
    )
    attempts = number_field("attempts", _("Attempts at each practice article"), 2)
    practice_feedback = forms.TypedChoiceField(
        choices=FEEDBACK,
        coerce=Feedback,
        initial=Feedback.KEY,
        label=_("What people see after a practice article"),
    )
    control_every = number_field(
        "control_every",
        _("A control article among how many?"),
        10,
        _("10 means: every tenth article that somebody gets. Annotators cannot tell which ones they are."),
    )
    own_results = forms.TypedChoiceField(
        choices=OWN_RESULTS,
        coerce=OwnResults,
        initial=OwnResults.NONE,
        label=_("What annotators learn of how they are doing"),
    )
    description = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Description"),
    )
    authors = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Authors, one on each line"),
    )
    licence = SingleLineField(
        required=False,
        max_length=MAX_LICENCE,
        label=_("Licence"),
        help_text=_("For example CC-BY-4.0"),
    )

    field_order = ["title", "codebook", "distribution", *OF_SHARED, "all_articles", "all_people"]

    def __init__(self, *args: Any, user: User, team: Team, campaign: Campaign | None = None, **kwargs: Any):
        if campaign:
            kwargs["initial"] = {name: getattr(campaign, name) for name in NAMES}
        super().__init__(*args, **kwargs)
        usable = codebooks_for(user, team)
        if campaign:
            usable |= Codebook.objects.filter(pk=campaign.codebook_id)
            if has_fixed_tags(campaign):
                self.fields["codebook"].disabled = True
                self.fields["codebook"].help_text = gettext(
                    "Somebody has annotated or written reference annotations with these tags, so they cannot change "
                    "any more."
                )
        self.fields["codebook"].queryset = usable
        self.fields["due_at"].help_text = gettext(
            "Time zone: {zone}. It is shown to everyone. Nothing closes by itself."
        ).format(zone=city(str(get_current_timezone())))

    def clean(self) -> dict[str, Any]:
        """Let numbers that the way of sharing out does not need be empty."""
        data = super().clean() or {}
        if data.get("distribution") not in (None, Distribution.SHARED):
            for name in OF_SHARED:
                self.errors.pop(name, None)
                data.setdefault(name, self.fields[name].initial)
        return data

    def plain_fields(self) -> list[forms.BoundField]:
        """Return the fields that a page shows at once; ``of_shared`` come behind the way of sharing out."""
        folded = [name for _heading, names in FOLDED for name in names]
        return [field for field in self.visible_fields() if field.name not in (*folded, *OF_SHARED)]

    def of_shared(self) -> list[forms.BoundField]:
        """Return the fields that only matter where articles are shared out."""
        return [self[name] for name in OF_SHARED]

    def folded_fields(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields that a page folds, by their headings."""
        return [(heading, [self[name] for name in names]) for heading, names in FOLDED]

    def unfolds(self) -> bool:
        """Return whether the folded fields are shown at once: one of them has a fault."""
        return any(self[name].errors for _heading, names in FOLDED for name in names)

    def settings(self) -> CampaignSettings:
        """Return the settings of a valid form."""
        return CampaignSettings(**{name: self.cleaned_data[name] for name in NAMES})


class NewCampaignForm(CampaignForm):
    """The settings of a new campaign, and whether all articles and all annotators of the team are in it."""

    all_articles = forms.BooleanField(required=False)
    all_people = forms.BooleanField(required=False)

    def __init__(self, *args: Any, articles: int, people: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, number in (("all_articles", articles), ("all_people", people)):
            if not number:
                del self.fields[name]
        labels = {
            "all_articles": _("Add all {n} articles of the team that are ready"),
            "all_people": _("Add everyone who annotates in this team ({n})"),
        }
        for name, number in (("all_articles", articles), ("all_people", people)):
            if name in self.fields:
                self.fields[name].label = str(labels[name]).format(n=number)
                self.fields[name].initial = True
