from django.db import migrations, models
from django.db.models import Q


def find_classes(apps, schema_editor):
    """Make a class of each team with a join code, and of those whose code is closed but has let pupils in."""
    Team = apps.get_model("people", "Team")
    Membership = apps.get_model("people", "Membership")
    # Guests without a return code were created by an import, which teams do as well.
    joined = Membership.objects.filter(user__email=None, user__return_digest__isnull=False)
    Team.objects.filter(Q(join_code__isnull=False) | Q(pk__in=joined.values("team"))).update(kind="class")


class Migration(migrations.Migration):
    """A group is a class or a team."""

    dependencies = [("people", "0010_plain_names")]

    operations = [
        migrations.AddField(
            "Team",
            "kind",
            models.CharField(
                choices=[("class", "Class"), ("team", "Team")], db_default="team", default="team", max_length=8
            ),
        ),
        migrations.RunPython(find_classes, migrations.RunPython.noop),
    ]
