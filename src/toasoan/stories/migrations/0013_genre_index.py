"""The latest notices and photo stories of the home page, found without reading the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0012_prepared_text")]

    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["agency", "genre", "-first_published_at", "-id"],
                name="story_genre",
            ),
        ),
    ]
