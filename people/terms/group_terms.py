"""The terms of roles, invitations and the pages of a group: key -> (the phrase of a class, the phrase of a team)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

GROUP_TERMS = {
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
}
