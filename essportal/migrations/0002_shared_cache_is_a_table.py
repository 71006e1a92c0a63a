from django.core.management import call_command
from django.db import migrations


def create_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias)


def drop_cache_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS essportal_cache")


class Migration(migrations.Migration):
    """Rate limits need a cache that every web machine shares: a table, unlogged since it may be lost."""

    dependencies = [("essportal", "0001_initial")]

    operations = [
        migrations.RunPython(create_cache_table, drop_cache_table),
        migrations.RunSQL("ALTER TABLE essportal_cache SET UNLOGGED", "ALTER TABLE essportal_cache SET LOGGED"),
    ]
