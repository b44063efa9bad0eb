"""The terms of reports, feedback and the overview: key -> (the phrase of a class, the phrase of a team)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

REPORT_TERMS = {
    "overview": (_("Class overview"), _("Overview")),
    "all_articles": (_("All articles of this class"), _("All articles of this team")),
    "no_links": (
        _("No links yet. Nobody outside your class can read this report."),
        _("No links yet. Nobody outside your team can read this report."),
    ),
    "same_sides": (
        _(
            "Both sides are the same. Choose another article on the same event, another exercise, a single reader "
            "or the answer key."
        ),
        _(
            "Both sides are the same. Choose another article on the same event, another annotation session, a "
            "single reader or the reference annotations."
        ),
    ),
    # Feedback.
    "others": (_("The class"), _("The team")),
    "no_feedback": (_("No feedback in this exercise"), _("No feedback in this annotation session")),
    "not_compared": (
        _("This exercise does not compare your highlights with an answer key."),
        _("This annotation session does not compare your highlights with reference annotations."),
    ),
    "feedback_on_reveal": (
        _("You’ll see feedback when your teacher reveals the highlights."),
        _("You’ll see feedback when a lead reveals the highlights."),
    ),
    "no_key": (_("No answer key yet"), _("No reference annotations yet")),
    "key_missing": (
        _("There is no answer key for this exercise yet."),
        _("There are no reference annotations for this annotation session yet."),
    ),
    "score_high": (
        _("Excellent! You found nearly everything in the answer key."),
        _("You found nearly all reference annotations."),
    ),
    "score_good": (
        _("Well done! You found much of what is in the answer key."),
        _("You found many of the reference annotations."),
    ),
    "score_fair": (
        _("A good start. Some of your highlights match the answer key. Compare the others below."),
        _("Some of your highlights match the reference annotations. Compare the others below."),
    ),
    "score_low": (
        _("This was a hard one. Go through the passages one by one."),
        _("Few of your highlights match the reference annotations. Go through the passages one by one."),
    ),
    "extra": (_("not in the answer key"), _("not in the reference annotations")),
    "extra_title": (_("Not in the answer key"), _("Not in the reference annotations")),
    "score_explained": (
        ngettext_lazy(
            "The answer key has {n} answer. The score compares what you found with everything you highlighted, so "
            "highlighting everything does not help.",
            "The answer key has {n} answers. The score compares what you found with everything you highlighted, so "
            "highlighting everything does not help.",
            "n",
        ),
        ngettext_lazy(
            "There is {n} reference annotation. The score compares what you found with everything you highlighted, "
            "so highlighting everything does not help.",
            "There are {n} reference annotations. The score compares what you found with everything you "
            "highlighted, so highlighting everything does not help.",
            "n",
        ),
    ),
    # Results.
    "teacher_comment": (_("Your teacher’s comment"), _("A comment on your highlights")),
    "score_set": (_("Your teacher set this score."), _("This score was set by hand.")),
    "results_pupils": (_("Pupils"), _("Annotators")),
    "results_answers": (_("The answer key, answer by answer"), _("The reference annotations, one by one")),
    "results_extras": (
        _("Highlighted by many, but not in the answer key"),
        _("Highlighted by many, but not in the reference annotations"),
    ),
    "add_to_key": (_("Add to the answer key"), _("Add to the reference annotations")),
    "added_to_key": (
        _("Added to the answer key. The scores have been computed again."),
        _("Added to the reference annotations. The scores have been computed again."),
    ),
    "results_no_key": (
        _("Without an answer key there are no results"),
        _("Without reference annotations there are no results"),
    ),
    "results_write_key": (
        _(
            "Highlight the passages that pupils should find, with the right tags. You can still do that now: the "
            "results are computed at once from what they handed in."
        ),
        _(
            "Highlight the passages that annotators should find, with the right tags. You can still do that now: "
            "the results are computed at once from what they handed in."
        ),
    ),
    "results_nobody": (
        _("No pupil has highlighted anything yet"),
        _("No annotator has highlighted anything yet"),
    ),
    "accept_effect": (
        _(
            "Pupils who used this tag here then have the right answer. They see your reason with their feedback."
        ),
        _("Annotators who used this tag here are then right. They see your reason with their feedback."),
    ),
    "add_effect": (
        _(
            "Pupils who highlighted this passage then have one answer more. For everybody else it counts as missed. "
            "They see your reason with their feedback."
        ),
        _(
            "Annotators who highlighted this passage then have one answer more. For everybody else it counts as "
            "missed. They see your reason with their feedback."
        ),
    ),
    "added_later": (
        _("Your teacher added this to the answer key later."),
        _("This was added to the reference annotations later."),
    ),
    "accepted_later": (
        _("Your teacher accepted “{tag}” here later."),
        _("“{tag}” was accepted here later."),
    ),
    # Progress over several exercises.
    "class_progress": (_("Progress of the class"), _("Progress of the team")),
    "average_score": (_("Average score of the class"), _("Average score of the team")),
    "often_confused": (_("What the class often confuses"), _("What the team often confuses")),
    "results_appear": (
        _(
            "They appear once an exercise with an answer key is handed in and revealed. From the second one on you see "
            "what changes."
        ),
        _(
            "They appear once an annotation session with reference annotations is handed in and revealed. From the "
            "second one on you see what changes."
        ),
    ),
    "own_results_appear": (
        _("They appear when you have handed in an exercise and your teacher lets you see feedback."),
        _("They appear when you have handed in an annotation session and a lead lets you see feedback."),
    ),
    "not_counted_yet": (
        ngettext_lazy(
            "{n} exercise is not revealed yet, so it does not count here.",
            "{n} exercises are not revealed yet, so they do not count here.",
            "n",
        ),
        ngettext_lazy(
            "{n} annotation session is not revealed yet, so it does not count here.",
            "{n} annotation sessions are not revealed yet, so they do not count here.",
            "n",
        ),
    ),
}
