"""Topics, and the topic that a story belongs to."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0008_latest_index"), ("units", "0002_people_and_successions")]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*$', 'Use a–z, 0–9 and hyphens.')], verbose_name='address')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('summary', models.TextField(blank=True, max_length=500, verbose_name='summary')),
                ('is_open', models.BooleanField(default=True, verbose_name='going on')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='units.agency')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['-is_open', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='story',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='stories.topic', verbose_name='topic'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('live', True), ('topic__isnull', False)), fields=['topic', '-first_published_at', '-id'], name='story_topic'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(fields=('agency', 'slug'), name='topic_slug_is_unique'),
        ),
    ]
