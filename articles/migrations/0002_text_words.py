from typing import Any

from django.db import migrations, models

from articles.words import Words


def count(apps: Any, schema: Any) -> None:
    texts = apps.get_model("articles", "Text").objects
    for text in texts.filter(words=None).only("pk", "body").iterator(chunk_size=100):
        texts.filter(pk=text.pk).update(words=len(Words(text.body)))


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.AddField("text", "words", models.PositiveIntegerField(null=True)),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
