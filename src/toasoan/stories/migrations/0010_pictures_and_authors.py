"""Which live stories are told in photos or with a video; where the stories of an author are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0009_topics")]

    operations = [
        migrations.AddField(
            model_name='byline',
            name='address',
            field=models.CharField(db_index=True, default='', editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='story',
            name='has_gallery',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='story',
            name='has_video',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('has_gallery', True), ('live', True)), fields=['agency', '-first_published_at', '-id'], name='story_gallery'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('has_video', True), ('live', True)), fields=['agency', '-first_published_at', '-id'], name='story_video'),
        ),
    ]
