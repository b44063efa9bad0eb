"""Say how an exercise of a lesson works, one sentence per setting that matters."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.enums import Feedback, FeedbackTiming, HintTiming, RoundMode
from annotate.lessons.content import LessonContent

MODES = {
    RoundMode.INDEPENDENT: N_("Everyone works alone until you reveal all highlights."),
    RoundMode.OPEN: N_("Everyone works together and sees all highlights live."),
    RoundMode.GROUPS: N_("Groups work together and do not see other groups until you reveal all highlights."),
}
FEEDBACK = {
    Feedback.NONE: N_("Pupils get no feedback."),
    Feedback.PERCENTAGE: N_("Pupils see their score {when}."),
    Feedback.WHERE: N_("Pupils see their score and where they were right {when}."),
    Feedback.KEY: N_("Pupils see the answer key with its explanations {when}."),
}
WHEN = {
    FeedbackTiming.AT_ONCE: N_("while they highlight"),
    FeedbackTiming.ON_SUBMISSION: N_("after they hand in"),
    FeedbackTiming.ON_REVEAL: N_("when you reveal all highlights"),
}
HINTS = {
    HintTiming.AFTER_HAND_IN: N_("After handing in, pupils compare their highlights with hints."),
    HintTiming.ON_REQUEST: N_("Pupils can ask for hints while they highlight."),
}


def settings_sentences(content: LessonContent) -> list[str]:
    """Return a sentence about how people work, one about feedback, and one about hints if there are any."""
    when = _(WHEN[content.feedback_when])
    sentences = [_(MODES[content.mode]), _(FEEDBACK[content.feedback]).format(when=when)]
    if content.hints in HINTS:
        sentences.append(_(HINTS[content.hints]))
    return sentences
