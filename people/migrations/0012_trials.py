from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0011_kinds_of_group")]

    operations = [
        migrations.AddField(
            model_name="user", name="trial_ends_at", field=models.DateTimeField(null=True)
        ),
    ]
