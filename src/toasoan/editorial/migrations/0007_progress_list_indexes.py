"""Indexes of the newsroom's lists."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editorial", "0006_progress_author_required")]

    operations = [
        migrations.AddIndex(
            model_name="progress",
            index=models.Index(
                fields=["author", "status", "status_since"], name="progress_author"
            ),
        ),
        migrations.AddIndex(
            model_name="progress",
            index=models.Index(
                fields=["agency", "status", "-story"], name="progress_status_list"
            ),
        ),
        migrations.AddIndex(
            model_name="progress",
            index=models.Index(fields=["unit", "-story"], name="progress_unit_list"),
        ),
        migrations.AddIndex(
            model_name="progress",
            index=models.Index(fields=["author", "-story"], name="progress_author_list"),
        ),
        migrations.AddIndex(
            model_name="progress",
            index=models.Index(
                fields=["agency", "-status_since", "-story"], name="progress_agency_recent"
            ),
        ),
        migrations.AddIndex(
            model_name="progress",
            index=models.Index(
                fields=["unit", "-status_since", "-story"], name="progress_unit_recent"
            ),
        ),
    ]
