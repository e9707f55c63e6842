"""The author and the last return beside the status; authors filled from the stories."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

RETURNS = ("story.return_to_contributor", "story.return_to_unit", "story.return_to_desk")
BATCH = 2000


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Copy each story's author; find the return with which a story has come back."""
    progress = apps.get_model("editorial", "Progress")
    story = apps.get_model("stories", "Story")
    entry = apps.get_model("ledger", "LedgerEntry")
    author = story.objects.filter(pk=models.OuterRef("pk")).values("author_id")
    steps = entry.objects.filter(story_id=models.OuterRef("pk")).exclude(kind="story.received")
    last = steps.order_by("-happened_at", "-pk")
    missing = progress.objects.filter(author__isnull=True).order_by("pk").values_list("pk", flat=True)
    while ids := list(missing[:BATCH]):
        progress.objects.filter(pk__in=ids).update(author_id=models.Subquery(author[:1]))
        came_back = (
            progress.objects.filter(pk__in=ids, status__in=("draft", "submitted", "editing"))
            .annotate(
                last_kind=models.Subquery(last.values("kind")[:1]),
                last_entry=models.Subquery(last.values("pk")[:1]),
            )
            .filter(last_kind__in=RETURNS)
        )
        for pk, entry_id in came_back.values_list("pk", "last_entry"):
            progress.objects.filter(pk=pk).update(return_entry_id=entry_id)


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0004_hours_and_corrections"),
        ("ledger", "0001_initial"),
        ("stories", "0006_correction_notice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="progress",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="progress",
            name="return_entry_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
