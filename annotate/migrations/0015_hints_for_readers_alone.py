"""Readers alone get hints on request, in the rounds that they have begun too."""

from django.db import migrations


def give_hints(apps, _schema_editor):
    apps.get_model("annotate", "Round").objects.filter(text__article__team=None, hints="off").update(
        hints="on request"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('annotate', '0014_hint_suggestions'),
    ]

    operations = [
        migrations.RunPython(give_hints, migrations.RunPython.noop),
    ]
