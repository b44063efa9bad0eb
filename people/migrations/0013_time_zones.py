from django.db import migrations, models


class Migration(migrations.Migration):
    """Each person has a time zone."""

    dependencies = [("people", "0012_trials")]

    operations = [
        migrations.AddField(
            "User", "time_zone", models.CharField(blank=True, db_default="", default="", max_length=64)
        ),
        migrations.AddField("User", "time_zone_chosen", models.BooleanField(db_default=False, default=False)),
    ]
