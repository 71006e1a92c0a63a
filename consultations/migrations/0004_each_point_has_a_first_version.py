from django.db import migrations

FORWARD = """
INSERT INTO consultations_pointversion (point_id, number, title, text, status, is_collective, reason, by_id, at)
SELECT id, 1, title, text, status, is_collective, '', author_id, created_at FROM consultations_synthesispoint
"""


class Migration(migrations.Migration):
    """Points written before they kept their versions: their words of today are the first."""

    dependencies = [("consultations", "0003_windows_versions_and_objections")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
