"""The terms of exercises and annotation sessions: key -> (the phrase of a class, the phrase of a team)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

EXERCISE_TERMS = {
    "exercises": (_("Exercises"), _("Annotation sessions")),
    "set_exercise": (_("Set an exercise"), _("Start an annotation session")),
    "set_first_exercise": (_("Set the first exercise"), _("Start the first annotation session")),
    "exercise": (_("Exercise"), _("Annotation session")),
    "to_exercises": (_("Go to the exercises"), _("Go to the annotation sessions")),
    "all_exercises": (_("all exercises"), _("all annotation sessions")),
    "exercise_number": (_("Exercise {number}"), _("Annotation session {number}")),
    "back_to_exercise": (_("Back to the exercise"), _("Back to the annotation session")),
    "answers_read_by": (
        _("Only your teachers read your answers. They are handed in with your highlights."),
        _("Only the leads read your answers. They are handed in with your annotations."),
    ),
    "by_pupil": (_("By pupil"), _("By annotator")),
    "answer_key": (_("Answer key"), _("Reference annotations")),
    "key_number": (
        _("answer key of exercise {number}"),
        _("reference annotations of annotation session {number}"),
    ),
    "manage_exercise": (_("Manage the exercise"), _("Manage the annotation session")),
    "draft_hidden": (_("Pupils cannot see this yet."), _("Annotators cannot see this yet.")),
    "write_key": (_("Write the answer key"), _("Write the reference annotations")),
    "remind": (
        _("Send a reminder to pupils who have not handed in"),
        _("Send a reminder to annotators who have not handed in"),
    ),
    "new_exercise": (_("New exercise"), _("New annotation session")),
    "draft_explained": (
        _(
            "Only teachers of this class can see a draft. You can choose an excerpt and write the answer key before "
            "pupils start."
        ),
        _(
            "Only leads of this team can see a draft. You can choose an excerpt and write the reference annotations "
            "before annotators start."
        ),
    ),
    "article_first": (_("Add an article for this class first."), _("Add an article for this team first.")),
    "no_exercises": (_("No exercises yet"), _("No annotation sessions yet")),
    "set_explained": (
        _("Choose an article and write what to do. Everyone in the class finds the exercise here."),
        _("Choose an article and write what to do. Everyone in the team finds the session here."),
    ),
    "exercises_appear": (
        _("When your teacher sets an exercise, it appears here."),
        _("When a lead starts an annotation session, it appears here."),
    ),
    "exercise_settings": (_("Settings of this exercise"), _("Settings of this annotation session")),
    "delete_exercise": (_("Delete this exercise…"), _("Delete this annotation session…")),
    "delete_question": (
        _("Delete the exercise on “{title}”?"),
        _("Delete the annotation session on “{title}”?"),
    ),
    "delete_explained": (
        ngettext_lazy(
            "It disappears for everyone, together with the highlights of {n} person and its answer key. The article "
            "stays.",
            "It disappears for everyone, together with the highlights of {n} people and its answer key. The article "
            "stays.",
            "n",
        ),
        ngettext_lazy(
            "It disappears for everyone, together with the annotations of {n} person and the reference annotations. "
            "The article stays.",
            "It disappears for everyone, together with the annotations of {n} people and the reference annotations. "
            "The article stays.",
            "n",
        ),
    ),
    "exercise_in_bin": (
        _("The exercise on “{title}” is in the bin."),
        _("The annotation session on “{title}” is in the bin."),
    ),
    "how_people_work": (_("How do pupils work?"), _("How do annotators work?")),
    "feedback_key": (
        _("The answer key with your explanations"),
        _("The reference annotations with your explanations"),
    ),
    "writing_key": (_("You are writing the answer key."), _("You are writing the reference annotations.")),
    "hints_off": (
        _("Hints are switched off in this exercise."),
        _("Hints are switched off in this annotation session."),
    ),
    "hints_explained": (
        _(
            "Hints point at passages that may deserve a tag, and ask a question. Rules find them, not a person, and "
            "they can be wrong. In each exercise you choose whether pupils get hints, and when. A kind that you "
            "switch off here is off in all exercises of this class."
        ),
        _(
            "Hints point at passages that may deserve a tag, and ask a question. Rules find them, not a person, and "
            "they can be wrong. In each annotation session you choose whether annotators get hints, and when. A kind "
            "that you switch off here is off in all sessions of this team."
        ),
    ),
    "hint_answers": (_("How pupils answered"), _("How annotators answered")),
    "no_hint_answers": (
        _("Once an exercise with hints is revealed, this counts what pupils made of them."),
        _("Once an annotation session with hints is revealed, this counts what annotators made of them."),
    ),
    "key_explanation": (
        _("Explanation shown with the answer key"),
        _("Explanation shown with the reference annotations"),
    ),
    "retention": (_("How long exercises are kept"), _("How long annotation sessions are kept")),
    "personal_data": (
        _(
            "Give pupils a ZIP of their data on request. They can also download it themselves on the page of the "
            "class. If an exercise is not revealed yet, only their own download includes it. Erasing removes the "
            "person from the class and their name from everything in it."
        ),
        _(
            "Give annotators a ZIP of their data on request. They can also download it themselves on the page of the "
            "team. If an annotation session is not revealed yet, only their own download includes it. Erasing "
            "removes the person from the team and their name from everything in it."
        ),
    ),
    "members_may_delete": (
        _("People can also delete their highlights and comments in this class"),
        _("People can also delete their highlights and comments in this team"),
    ),
    "erase_question": (_("Erase {name} from this class?"), _("Erase {name} from this team?")),
    "erase_explained": (
        _(
            "This removes the person from the class, and their name from everything in it. Their account stays."
        ),
        _(
            "This removes the person from the team, and their name from everything in it. Their account stays."
        ),
    ),
    "erase_guest_explained": (
        _(
            "This removes the person from the class, and their name from everything in it. Their return code stops "
            "working. You cannot undo this."
        ),
        _(
            "This removes the person from the team, and their name from everything in it. Their return code stops "
            "working. You cannot undo this."
        ),
    ),
    "groups_of_exercise": (_("The groups of an earlier exercise"), _("The groups of an earlier session")),
    "not_in_groups": (
        _("People do not work in groups in this exercise. You can choose that in the settings of a draft."),
        _("People do not work in groups in this session. You can choose that in the settings of a draft."),
    ),
    "nobody_to_group": (
        _("Nobody has joined yet. Pupils are put into groups as they open the exercise."),
        _("Nobody has joined yet. Annotators are put into groups as they open the session."),
    ),
    "joins_smallest": (
        _("Pupils in no group join the smallest one when they open the exercise."),
        _("Annotators in no group join the smallest one when they open the session."),
    ),
    "lead_explained": (
        ngettext_lazy(
            "In {n} exercise, highlights are still hidden. If you look at this, you can no longer highlight in it "
            "yourself.",
            "In {n} exercises, highlights are still hidden. If you look at this, you can no longer highlight in them "
            "yourself.",
            "n",
        ),
        ngettext_lazy(
            "In {n} annotation session, highlights are still hidden. If you look at this, you can no longer "
            "highlight in it yourself.",
            "In {n} annotation sessions, highlights are still hidden. If you look at this, you can no longer "
            "highlight in them yourself.",
            "n",
        ),
    ),
}
