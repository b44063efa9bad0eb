import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Python names change; the table keeps its own."""

    dependencies = [("reports", "0005_bundle_rounds")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Bundle", "ExportJob"),
                migrations.AlterModelTable("ExportJob", "reports_bundle"),
                migrations.AlterField(
                    "ExportJob",
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="export_jobs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ]
        )
    ]
