import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables exist already: two models of ``people`` are described here from now on."""

    initial = True

    dependencies = [("people", "0008_deleting_highlights")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="RateLimit",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("count", models.PositiveIntegerField(db_column="spent", default=0)),
                        ("resets_at", models.DateTimeField(db_column="until")),
                    ],
                    options={"db_table": "people_bucket"},
                ),
                migrations.CreateModel(
                    name="IdempotencyRecord",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.CharField(max_length=100)),
                        ("request_digest", models.CharField(db_column="asked", max_length=64)),
                        ("status", models.PositiveSmallIntegerField(null=True)),
                        ("data", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                        ("created_at", models.DateTimeField(db_column="at")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "db_table": "people_answered",
                        "constraints": [models.UniqueConstraint(fields=("user", "key"), name="one_answer_a_key")],
                    },
                ),
            ]
        )
    ]
