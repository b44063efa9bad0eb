from django.db import migrations, models


class Migration(migrations.Migration):
    """The field gets a name of its own; the column keeps its."""

    dependencies = [("annotate", "0010_plain_names")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("Layer", "late", "handed_in_late"),
                migrations.AlterField(
                    "Layer",
                    "handed_in_late",
                    models.BooleanField(db_column="late", db_default=False, default=False),
                ),
            ]
        )
    ]
