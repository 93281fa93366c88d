"""The database itself refuses changes of the audit log. Whoever squashes migrations keeps this step last."""

from django.db import migrations

from nominations.audit import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("nominations", "0002_review")]

    operations = [migrations.RunPython(install, remove)]
