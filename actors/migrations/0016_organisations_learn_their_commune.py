from django.db import migrations


class Migration(migrations.Migration):
    """The trigger of the migration before writes the name; here it is asked to, once, for the sheets that were there."""

    dependencies = [("actors", "0015_organisations_are_sorted_by_commune")]

    operations = [
        migrations.RunSQL(
            "UPDATE actors_organisation SET municipality_id = municipality_id WHERE municipality_id IS NOT NULL",
            migrations.RunSQL.noop,
        )
    ]
