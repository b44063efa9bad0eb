from django.db import migrations

import newsroom.models.search

ALTER = (
    "DROP INDEX newsroom_passage_words",
    "ALTER TABLE newsroom_passage ALTER COLUMN tokens TYPE tsvector USING tokens::tsvector",
    "CREATE INDEX newsroom_passage_words ON newsroom_passage USING gin (tokens)",
)
BACK = (
    "DROP INDEX newsroom_passage_words",
    "ALTER TABLE newsroom_passage ALTER COLUMN tokens TYPE text USING tokens::text",
    "CREATE INDEX newsroom_passage_words ON newsroom_passage USING gin ((tokens::tsvector))",
)


def to_tsvector(apps, schema_editor):
    """Let PostgreSQL store the words as it searches them."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in ALTER:
            schema_editor.execute(statement)


def to_text(apps, schema_editor):
    """Store them as text again."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in BACK:
            schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0001_search'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(to_tsvector, to_text)],
            state_operations=[
                migrations.AlterField(
                    model_name='passage',
                    name='tokens',
                    field=newsroom.models.search.TokensField(),
                ),
            ],
        ),
    ]
