from django.core.management import call_command
from django.db import migrations


def create_cache_table(apps, schema_editor):
    """Of the cache in the settings; where it is there already, nothing happens."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_bin_archive_handover'),
    ]

    operations = [
        migrations.RunPython(create_cache_table, migrations.RunPython.noop),
    ]
