from django.db import migrations


class Migration(migrations.Migration):
    """French full-text search that forgives accents, for every app: `essportal.search` speaks of it.

    `essportal_plain` is what `unaccent` lacks to stand in an index or in a generated column: the promise of giving
    the same result every time. It holds as long as the dictionary file of the server does.
    """

    dependencies = [("essportal", "0004_exports_leave_a_line")]

    operations = [
        migrations.RunSQL(
            [
                "CREATE EXTENSION IF NOT EXISTS unaccent",
                "CREATE EXTENSION IF NOT EXISTS pg_trgm",
                """
                DO $do$
                DECLARE home text := (
                    SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
                    WHERE extname = 'unaccent');
                BEGIN
                    EXECUTE format(
                        'CREATE FUNCTION essportal_plain(typed text) RETURNS text
                         LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
                         AS $$ SELECT pg_catalog.lower(%1$s.unaccent(%2$L::regdictionary, typed)) $$',
                        home, home || '.unaccent');
                END
                $do$
                """,
                "CREATE TEXT SEARCH CONFIGURATION essportal_french (COPY = french)",
                """
                ALTER TEXT SEARCH CONFIGURATION essportal_french
                    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem
                """,
            ],
            [
                "DROP TEXT SEARCH CONFIGURATION essportal_french",
                "DROP FUNCTION essportal_plain(text)",
            ],
        ),
    ]
