"""The forms of results: the reason for a change of the key, and the review of what somebody handed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.annotations.answer_key import MAX_REASON
from annotate.models import HandInReview
from annotate.reviews.actions import MAX_COMMENT
from web.fields import SingleLineField


class ReasonForm(forms.Form):
    """Why the key is changed: one line, which pupils see."""

    reason = SingleLineField(label=_("Reason (optional)"), max_length=MAX_REASON, required=False)


class ReviewForm(forms.Form):
    """A comment on what somebody handed in, and a score in per cent in place of the computed one."""

    comment = forms.CharField(
        label=_("Comment"),
        max_length=MAX_COMMENT,
        required=False,
        widget=forms.Textarea({"rows": 4, "maxlength": MAX_COMMENT}),
    )
    percent = forms.IntegerField(
        label=_("Score in per cent, instead of the computed one (optional)"),
        min_value=0,
        max_value=100,
        required=False,
    )

    @classmethod
    def of(cls, review: HandInReview | None) -> "ReviewForm":
        """Return the form with what has been written."""
        if review is None:
            return cls()
        percent = None if review.score is None else round(100 * review.score)
        return cls(initial={"comment": review.comment, "percent": percent})

    @property
    def fraction(self) -> float | None:
        """Return the score as a fraction."""
        percent = self.cleaned_data["percent"]
        return None if percent is None else percent / 100
