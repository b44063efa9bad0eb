"""The one table of what pages call things in a class and in a team.

A class has a teacher, pupils, exercises, an answer key and a class overview; people hand in. A team has a lead,
annotators, annotation sessions, reference annotations and an overview. Every entry is a whole label or sentence,
because nouns put into sentences would not fit Spanish grammar.
"""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Kind(TextChoices):
    """What kind of group it is. Its pages speak, and offer buttons, accordingly."""

    CLASS = "class"
    TEAM = "team"


# key: (the phrase of a class, the phrase of a team). Values are named: {name}; a plural counts {n}.
TERMS = {
    # The roles.
    "role_owner": (_("teacher"), _("lead")),
    "role_editor": (_("co-teacher"), _("co-lead")),
    "role_annotator": (_("pupil"), _("annotator")),
    "role_viewer": (_("observer"), _("viewer")),
    "refused": (
        _("You need the role of {roles} in this class to {verb}."),
        _("You need the role of {roles} in this team to {verb}."),
    ),
    "archived_refusal": (
        _("This class is archived. You can read everything in it, but you cannot change anything."),
        _("This team is archived. You can read everything in it, but you cannot change anything."),
    ),
    "archived_join": (
        _("This class is archived, so nobody can join it now. Ask your teacher."),
        _("This team is archived, so nobody can join it now. Ask its lead."),
    ),
    "guests_cannot_lead": (
        _("Guests have no account. They can be pupils or observers, but not teachers."),
        _("Guests have no account. They can annotate or view, but cannot lead a team."),
    ),
    "leader_has_name": (
        _("A teacher of this class is called {name}. Choose another nickname."),
        _("A lead of this team is called {name}. Choose another nickname."),
    ),
    # Handing over.
    "you_own_it": (
        _("You already own this class. Choose someone else."),
        _("You already own this team. Choose someone else."),
    ),
    "not_a_member": (
        _("{name} is not in this class. Invite them first."),
        _("{name} is not in this team. Invite them first."),
    ),
    "own_invitation": (
        _("You sent this invitation yourself. Give the link to the person who will take the class over."),
        _("You sent this invitation yourself. Give the link to the person who will take the team over."),
    ),
    "no_longer_owner": (
        _("{name} no longer owns this class and cannot hand it over."),
        _("{name} no longer owns this team and cannot hand it over."),
    ),
    # Invitations.
    "invited": (
        _("{name} invites you to the class “{team}”"),
        _("{name} invites you to the team “{team}”"),
    ),
    "invited_to_own": (
        _("{name} would like to hand the class “{team}” over to you"),
        _("{name} would like to hand the team “{team}” over to you"),
    ),
    "as_owner": (
        _("If you accept, the class is yours from then on: its members, articles and exercises."),
        _("If you accept, the team is yours from then on: its members, articles and annotation sessions."),
    ),
    "as_editor": (
        _("You will be a co-teacher: you add articles, set exercises and see everyone’s progress."),
        _("You will be a co-lead: you add articles, start annotation sessions and see everyone’s progress."),
    ),
    "as_annotator": (
        _("You will be a pupil: you highlight passages in articles and hand in your work."),
        _("You will be an annotator: you highlight passages in the team’s articles and tag them."),
    ),
    "as_viewer": (
        _("You will be an observer: you can read, but not highlight anything."),
        _("You will be a viewer: you can read, but not highlight anything."),
    ),
    "welcome": (_("Welcome to the class “{team}”."), _("Welcome to the team “{team}”.")),
    "removed": (
        _("{name} is no longer in this class. Their highlights are kept."),
        _("{name} is no longer in this team. Their highlights are kept."),
    ),
    "already_in": (_("You are already in this class."), _("You are already in this team.")),
    "to_group": (_("Go to the class"), _("Go to the team")),
    "who_sees_email": (
        _("The class’s teachers will see your e-mail address. Others see only your name."),
        _("The team’s leads will see your e-mail address. Others see only your name."),
    ),
    # The page of a group.
    "kind": (_("class"), _("team")),
    "led_by": (_("Taught by {names}"), _("Led by {names}")),
    "members": (
        ngettext_lazy("{n} person in this class", "{n} people in this class", "n"),
        ngettext_lazy("{n} person in this team", "{n} people in this team", "n"),
    ),
    "kind_changed": (_("This is a class now."), _("This is a team now.")),
    "rename": (_("Rename the class"), _("Rename the team")),
    "join_title": (_("Let pupils join"), _("Let people join without an account")),
    "join_intro": (
        _("Show a code on the board. Pupils type it with a nickname: no e-mail address, no password."),
        _("Share a code. People type it with a nickname and become annotators: no account, no password."),
    ),
    "invite_title": (_("Invite another teacher"), _("Invite people")),
    "end_title": (_("End of the school year, hand over, delete"), _("Archive, hand over, delete")),
    "leave": (_("Leave the class…"), _("Leave the team…")),
    "your_group": (_("Your class"), _("Your team")),
    # Archiving, deleting, leaving.
    "archive": (_("Archive the class"), _("Archive the team")),
    "archive_intro": (
        _(
            "You can archive a class at the end of the school year. Then nobody can join, upload, highlight, comment "
            "or hand in."
        ),
        _(
            "You can archive a team when its project ends. Then nobody can join, upload, highlight or comment."
        ),
    ),
    "archive_stops": (
        _("The join code and invitations stop working."),
        _("Invitations and the join code stop working, and webhooks pause."),
    ),
    "archive_owners": (
        _("You can still remove people, download or erase their data, hand the class over or delete it."),
        _("You can still remove people, download or erase their data, hand the team over or delete it."),
    ),
    "archive_undo": (
        _("You can restore the class from the archive at any time."),
        _("You can restore the team from the archive at any time."),
    ),
    "delete_what": (
        _(
            "The class disappears for everyone, with its articles and exercises. Its join code, invitations and "
            "shared links stop working."
        ),
        _(
            "The team disappears for everyone, with its articles and annotation sessions. Its invitations, join code "
            "and shared links stop working."
        ),
    ),
    "delete_group_itself": (
        _("the class itself, and the pupils who joined with a code"),
        _("the team itself, and the guests who joined with a code"),
    ),
    "delete_exercise_permanently": (
        _("Delete the exercise on “{title}” permanently?"),
        _("Delete the annotation session on “{title}” permanently?"),
    ),
    "n_exercises": (
        ngettext_lazy("{n} exercise", "{n} exercises", "n"),
        ngettext_lazy("{n} annotation session", "{n} annotation sessions", "n"),
    ),
    "you_leave": (
        _("You will no longer see the class’s articles and exercises. Your highlights are kept."),
        _("You will no longer see the team’s articles and annotation sessions. Your highlights are kept."),
    ),
    "they_leave": (
        _(
            "They will no longer see the class’s articles and exercises. Their highlights are kept. To erase those, "
            "too, go to the class’s privacy page."
        ),
        _(
            "They will no longer see the team’s articles and annotation sessions. Their highlights are kept. To erase "
            "those, too, go to the team’s privacy page."
        ),
    ),
    "hand_over": (_("Hand the class over"), _("Hand the team over")),
    "handover_content": (
        _(
            "Everything stays in the class: its members, highlights, exercises and articles, also those you uploaded."
        ),
        _(
            "Everything stays in the team: its members, highlights, annotation sessions and articles, also those you "
            "uploaded."
        ),
    ),
    "handover_links": (
        _(
            "Links to reports that you shared keep working while you are a co-teacher. If you leave, they stop."
        ),
        _("Links to reports that you shared keep working while you are a co-lead. If you leave, they stop."),
    ),
    "handover_pending": (
        ngettext_lazy(
            "You own the class until they accept. The link works for {n} day. You can revoke it on the class’s page.",
            "You own the class until they accept. The link works for {n} days. You can revoke it on the class’s page.",
            "n",
        ),
        ngettext_lazy(
            "You own the team until they accept. The link works for {n} day. You can revoke it on the team’s page.",
            "You own the team until they accept. The link works for {n} days. You can revoke it on the team’s page.",
            "n",
        ),
    ),
    "handover_stays": (
        _("I stay as a co-teacher. I add articles and manage exercises, but no longer own the class."),
        _("I stay as a co-lead. I add articles and manage annotation sessions, but no longer own the team."),
    ),
    "handover_leaves": (
        _("I leave the class and no longer see anything in it."),
        _("I leave the team and no longer see anything in it."),
    ),
    # Exercises.
    "exercises": (_("Exercises"), _("Annotation sessions")),
    "set_exercise": (_("Set an exercise"), _("Start an annotation session")),
    "set_first_exercise": (_("Set the first exercise"), _("Start the first annotation session")),
    "exercise": (_("Exercise"), _("Annotation session")),
    "to_exercises": (_("Go to the exercises"), _("Go to the annotation sessions")),
    "all_exercises": (_("all exercises"), _("all annotation sessions")),
    "exercise_number": (_("Exercise {number}"), _("Annotation session {number}")),
    "back_to_exercise": (_("Back to the exercise"), _("Back to the annotation session")),
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
    "lead_explained": (
        ngettext_lazy(
            "In {n} exercise, everyone works alone. If you look at this, you can no longer highlight in it yourself.",
            "In {n} exercises, everyone works alone. If you look at this, you can no longer highlight in them "
            "yourself.",
            "n",
        ),
        ngettext_lazy(
            "In {n} annotation session, everyone works alone. If you look at this, you can no longer highlight in it "
            "yourself.",
            "In {n} annotation sessions, everyone works alone. If you look at this, you can no longer highlight in "
            "them yourself.",
            "n",
        ),
    ),
    # Reports.
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
}


def term(key: str, kind: str, **values: Any) -> str:
    """Return the phrase of ``key`` in the words of a class or a team; raise ``KeyError`` for unknown keys.

    ``values`` fill its placeholders; ``n`` also chooses between singular and plural.
    """
    of_class, of_team = TERMS[key]
    phrase = of_class if kind == Kind.CLASS else of_team
    return str(phrase.format(**values))
