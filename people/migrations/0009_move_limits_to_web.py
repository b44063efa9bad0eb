from django.db import migrations


class Migration(migrations.Migration):
    """The tables stay: ``web`` describes them from now on."""

    dependencies = [("people", "0008_deleting_highlights"), ("web", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("Bucket"), migrations.DeleteModel("Answered")]
        )
    ]
