from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflow_engine', '0007_due'),
    ]

    operations = [
        migrations.AddField(
            model_name='process',
            name='aside',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
