"""What finds practices: each database's own full text search, of which the models know nothing."""

from django.db import migrations

from practices.queries import search_index


def make(apps, schema_editor):
    search_index.make(schema_editor.connection)


def remove(apps, schema_editor):
    search_index.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("practices", "0001_initial")]
    operations = [migrations.RunPython(make, remove)]
