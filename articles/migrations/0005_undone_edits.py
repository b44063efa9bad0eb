from django.db import migrations, models


class Migration(migrations.Migration):
    """The field gets a name that says what is in it; the column keeps its."""

    dependencies = [("articles", "0004_bin")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("Article", "kept", "undone_edits"),
                migrations.AlterField(
                    "Article", "undone_edits", models.JSONField(db_column="kept", default=list)
                ),
            ]
        )
    ]
