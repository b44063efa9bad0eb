from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_zip_uploads'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='hand_edits',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='text',
            name='hand_changes',
            field=models.JSONField(null=True),
        ),
    ]
