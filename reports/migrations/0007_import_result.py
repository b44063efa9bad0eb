from django.db import migrations, models


class Migration(migrations.Migration):
    """The field gets a name that says what is in it; the column keeps its."""

    dependencies = [("reports", "0006_plain_names")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("Import", "taken", "result"),
                migrations.AlterField("Import", "result", models.JSONField(db_column="taken", default=dict)),
            ]
        )
    ]
