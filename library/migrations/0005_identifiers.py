from django.db import migrations

# English word forms, the words as they are written, and identifiers without the marks within them: pool.max_size is
# poolmaxsize, in one piece, as it is asked for, and so are pool and maxsize, its parts between dots.
VECTOR = """
CREATE FUNCTION library_vector(written text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('english', written) || to_tsvector('simple', written) || to_tsvector('simple', COALESCE((
        SELECT string_agg(concat_ws(' ', translate(found[1], '._', ''), CASE
            WHEN found[1] LIKE '%.%' THEN translate(found[1], '._', ' ')
        END), ' ')
        FROM regexp_matches(written, '[[:alnum:]]+(?:[._]+[[:alnum:]]+)+', 'g') AS found
        WHERE found[1] ~ '[[:alpha:]]'
    ), ''))
$$;
"""
# Only what has one is made anew.
ANEW = """
INSERT INTO library_change (incident_id)
SELECT incident_id FROM library_entry AS e
WHERE title ~ '[[:alnum:]][._]+[[:alnum:]]' OR EXISTS (
    SELECT FROM library_passage WHERE entry_id = e.incident_id AND text ~ '[[:alnum:]][._]+[[:alnum:]]'
) ORDER BY incident_id;
"""


class Migration(migrations.Migration):
    """Identifiers are words of their own."""

    dependencies = [("library", "0004_words")]

    operations = [
        migrations.RunSQL(VECTOR, "DROP FUNCTION library_vector(text)"),
        migrations.RunSQL(ANEW, migrations.RunSQL.noop),
    ]
