from django.db import migrations


def create_schema(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('CREATE SCHEMA IF NOT EXISTS "huiliu_data"')


class Migration(migrations.Migration):
    dependencies = [("form_engine", "0001_records")]
    operations = [migrations.RunPython(create_schema, migrations.RunPython.noop)]
