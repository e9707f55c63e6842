"""The text of live stories, ready for their pages."""

import django.db.models.deletion
from django.db import migrations, models


#: Stories that are live already: the clock makes their texts ready (stories.tasks).
WAITING = """
INSERT INTO stories_preparedtext (story_id, made_with, body, bylines, tags)
SELECT id, '', '', '[]', '[]' FROM stories_story WHERE live
"""


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0011_fill_pictures_and_authors'),
    ]

    operations = [
        migrations.CreateModel(
            name='PreparedText',
            fields=[
                ('story', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='prepared', serialize=False, to='stories.story')),
                ('made_with', models.CharField(db_index=True, max_length=40)),
                ('body', models.TextField()),
                ('bylines', models.JSONField()),
                ('tags', models.JSONField()),
            ],
            options={
                'verbose_name': 'prepared text',
                'verbose_name_plural': 'prepared texts',
            },
        ),
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
    ]
