"""Every story has an author, so every place on the way names one (0004 filled the column)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editorial", "0005_progress_returns_and_author")]

    operations = [
        # Loses nothing: 0005 has copied the author of every story.
        migrations.AlterField(
            model_name="progress",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
