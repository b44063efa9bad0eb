import annotate.enums
from django.db import migrations, models

STATES = [
    ("draft", "draft"), ("open", "open"), ("closed", "closed"), ("released", "released"), ("revealed", "revealed"),
]  # fmt: skip


class Migration(migrations.Migration):
    """Rounds of campaigns. The choices of a state are Django's alone: its column stays as it is."""

    dependencies = [("annotate", "0016_lessons_and_classes")]

    operations = [
        migrations.AddField("Round", "invitation_only", models.BooleanField(db_default=False, default=False)),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "Round",
                    "state",
                    models.CharField(
                        choices=STATES, default=annotate.enums.RoundState["OPEN"], max_length=12
                    ),
                )
            ]
        ),
    ]
