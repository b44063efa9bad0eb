from django.db import migrations, models


class Migration(migrations.Migration):
    """Python names change; columns keep theirs."""

    dependencies = [("people", "0009_move_limits_to_web")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("ApiToken", "only_reads", "read_only"),
                migrations.AlterField(
                    "ApiToken", "read_only", models.BooleanField(db_column="only_reads", default=False)
                ),
                migrations.RenameField("JoinCode", "most", "max_uses"),
                migrations.AlterField("JoinCode", "max_uses", models.PositiveSmallIntegerField(db_column="most")),
            ]
        )
    ]
