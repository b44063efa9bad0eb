import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Python names change; tables and columns keep theirs."""

    dependencies = [("annotate", "0009_round_leaders")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Told", "WebhookCursor"),
                migrations.AlterModelTable("WebhookCursor", "annotate_told"),
                migrations.AlterField(
                    "WebhookCursor",
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cursors", to="annotate.webhook"
                    ),
                ),
                migrations.AlterField(
                    "WebhookCursor",
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="webhook_cursors", to="annotate.round"
                    ),
                ),
                migrations.RenameField("Webhook", "told_at", "last_delivered_at"),
                migrations.AlterField(
                    "Webhook", "last_delivered_at", models.DateTimeField(db_column="told_at", null=True)
                ),
                migrations.RenameField("Change", "at", "created_at"),
                migrations.AlterField("Change", "created_at", models.DateTimeField(db_column="at")),
            ]
        )
    ]
