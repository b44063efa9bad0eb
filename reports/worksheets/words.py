"""What worksheets and key sheets say around the article."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "worksheet": _("Worksheet"),
    "name": _("Name"),
    "class": _("Class"),
    "date": _("Date"),
    "legend": _(
        "Underline each passage that you find with the line of its tag, and write the letter of the tag in the margin."
    ),
    "key_legend": _(
        "Each answer is underlined with the line of its tag. Its number and the letter of its tag stand at its first "
        "word."
    ),
    "notes": _("Notes"),
    "excerpt": _("Excerpt"),
    "questions": _("Questions"),
    "answers": _("Answers"),
    "number": _("No."),
    "lines": _("Lines"),
    "tag": _("Tag"),
    "passage": _("Passage and explanation"),
    "also": _("Also correct:"),
    "exact": _("Exactly this passage"),
    "ask": _("Ask: {question}"),
}
