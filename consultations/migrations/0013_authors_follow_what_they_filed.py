from django.db import migrations

FOLLOW = """
INSERT INTO consultations_follow (person_id, contribution_id, at)
SELECT author_id, id, filed_at FROM consultations_contribution
 WHERE author_id IS NOT NULL AND filed_at IS NOT NULL
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0012_people_follow")]

    operations = [migrations.RunSQL(FOLLOW, migrations.RunSQL.noop)]
