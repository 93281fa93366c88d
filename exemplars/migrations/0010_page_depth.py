from django.db import migrations


class Migration(migrations.Migration):
    """Find the pages of one level, which Wagtail asks for all the time, without reading all pages.

    Wagtail's table has no index that begins with the depth; among 100,000 profiles the sections of the menu
    would be looked for in every row.
    """

    dependencies = [("exemplars", "0009_combined_search_index"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS exemplars_page_depth ON wagtailcore_page (depth, path)",
            "DROP INDEX IF EXISTS exemplars_page_depth",
        )
    ]
