"""``ZipUpload`` becomes the bulk upload of any kind of file; its table keeps its name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_scan_jobs")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("ZipUpload", "BulkUpload"),
                migrations.AlterModelTable("bulkupload", "articles_zipupload"),
            ]
        ),
    ]
