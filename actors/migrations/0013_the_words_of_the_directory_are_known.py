from django.db import migrations


class Migration(migrations.Migration):
    """The trigger learns the words of what is written from now on: these are the words of before."""

    dependencies = [("actors", "0012_the_directory_is_searched")]

    operations = [
        migrations.RunSQL(
            """
            INSERT INTO actors_knownword (word)
            SELECT DISTINCT word
            FROM actors_organisation,
                 regexp_split_to_table(essportal_plain(concat_ws(' ', name, acronym, activity)), '[^a-z0-9]+') AS word
            WHERE length(word) BETWEEN 3 AND 40
            ON CONFLICT DO NOTHING
            """,
            "DELETE FROM actors_knownword",
        ),
    ]
