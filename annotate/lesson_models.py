"""Lessons, the sets of exercises that classes get from them, and pupils' answers to their questions."""

from django.conf import settings
from django.db import models

from people.models import Team
from web.db.deletable import Deletable, bin_index


class Lesson(Deletable):
    """What a teacher prepares once and sets for many classes. It belongs to a person, or to a team of teachers.

    Its articles, tags, settings and answer keys are those of its ``exercises``. ``plan`` has rows of
    [minutes, text]. While ``listed_at`` is set, everybody with an account finds it in the library.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="lessons"
    )
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="lessons")
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=80, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    questions = models.JSONField(default=list)
    notes = models.TextField(blank=True)
    plan = models.JSONField(default=list)
    author = models.CharField(max_length=120, blank=True)
    license = models.CharField(max_length=120, blank=True)
    listed_at = models.DateTimeField(null=True)
    # The secret of the link by which people with an account see the lesson; null while there is none.
    link = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (unique)
    # The slug of the built-in lesson that it was copied from.
    builtin = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [bin_index("lesson_in_bin")]

    def __str__(self) -> str:
        return self.title


class LessonExercise(models.Model):
    """One article of a lesson: a round that is never opened holds its text, tags, settings and answer key."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="exercises")
    round = models.OneToOneField("annotate.Round", on_delete=models.CASCADE, related_name="lesson_exercise")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.lesson}, article {self.position}"


class Assignment(models.Model):
    """The exercises that a class got from a lesson: one per article, with one due date and one hand-in.

    ``lesson`` or ``builtin`` says which lesson; title and questions are copies of what it had.
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.SET_NULL, null=True, related_name="assignments")
    builtin = models.CharField(max_length=60, blank=True)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="assignments")
    title = models.CharField(max_length=200)
    questions = models.JSONField(default=list)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    # For the permission checks: an assignment belongs to a class, never to one person.
    owner_id = None

    def __str__(self) -> str:
        return f"{self.title} in {self.team}"


class AssignedExercise(models.Model):
    """One exercise of an assignment.

    ``digest`` is that of the exercise of the lesson when it was copied: another one now means that the lesson has
    changed since.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="exercises")
    round = models.OneToOneField("annotate.Round", on_delete=models.CASCADE, related_name="assigned")
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(LessonExercise, on_delete=models.SET_NULL, null=True, related_name="copies")
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.assignment}, exercise {self.position}"


class QuestionAnswer(models.Model):
    """A pupil's answer to the question at ``position`` of an assignment. Only its author and the teachers see it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="question_answers"
    )
    position = models.PositiveSmallIntegerField()
    body = models.TextField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "author", "position"], name="one_answer_to_a_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.body[:40]}"
