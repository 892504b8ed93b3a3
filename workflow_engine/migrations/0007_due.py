"""When a visit is late."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("workflow_engine", "0006_children")]

    operations: ClassVar = [
        migrations.AddField("flowtask", "due", models.DateTimeField(null=True)),
    ]
