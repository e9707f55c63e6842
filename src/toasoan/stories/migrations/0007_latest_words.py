"""The newsroom's own table of latest words; ``synchronise`` fills it for older stories."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0006_correction_notice")]

    operations = [
        migrations.CreateModel(
            name="LatestWords",
            fields=[
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="latest_words",
                        serialize=False,
                        to="stories.story",
                    ),
                ),
                ("revision_id", models.BigIntegerField(null=True, verbose_name="revision")),
                (
                    "headline",
                    models.CharField(blank=True, max_length=200, verbose_name="headline"),
                ),
                (
                    "genre",
                    models.CharField(
                        choices=[
                            ("brief", "brief"),
                            ("feature", "feature"),
                            ("photo_story", "photo story"),
                            ("interview", "interview"),
                            ("commentary", "commentary"),
                            ("notice", "notice"),
                        ],
                        max_length=20,
                        verbose_name="genre",
                    ),
                ),
                ("folded", models.TextField()),
                ("exact", models.TextField()),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stories.section",
                        verbose_name="section",
                    ),
                ),
            ],
            options={"verbose_name": "latest words", "verbose_name_plural": "latest words"},
        ),
    ]
