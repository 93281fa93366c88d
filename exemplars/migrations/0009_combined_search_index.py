from django.db import migrations

NAME = "exemplars_search_title_body"


def make_index(apps, schema_editor):
    """PostgreSQL's search compares a question with title and body joined; Wagtail has an index of neither both."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE INDEX {NAME} ON wagtailsearch_indexentry USING gin ((title || body))"
        )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {NAME}")


class Migration(migrations.Migration):

    dependencies = [
        ('exemplars', '0008_entries'),
        ('wagtailsearch', '0010_add_text_fields'),
    ]

    operations = [migrations.RunPython(make_index, drop_index)]
