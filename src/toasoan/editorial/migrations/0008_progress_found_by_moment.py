"""Corrections and failures are found by their moment: SQLite uses a partial index only when the
question says its condition, and NOT NULL is one that it knows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editorial", "0007_progress_list_indexes")]

    operations = [
        migrations.RemoveIndex(model_name="progress", name="progress_correcting"),
        migrations.RemoveIndex(model_name="progress", name="progress_failed"),
        migrations.AddIndex(
            model_name="progress",
            index=models.Index(
                fields=["agency", "correction"],
                condition=models.Q(("correction_since__isnull", False)),
                name="progress_correcting",
            ),
        ),
        migrations.AddIndex(
            model_name="progress",
            index=models.Index(
                fields=["agency"],
                condition=models.Q(("failed_since__isnull", False)),
                name="progress_failed",
            ),
        ),
    ]
