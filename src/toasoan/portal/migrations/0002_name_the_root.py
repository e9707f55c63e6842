"""The root of the page tree, which Wagtail's own migration calls "Root", in Vietnamese."""

from django.db import migrations

NAME = "Gốc của trang tin"


def rename(apps, schema_editor):
    page = apps.get_model("wagtailcore", "Page")
    page.objects.filter(depth=1, title="Root").update(title=NAME, draft_title=NAME)


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
