"""What migrations put into the tables and a test with real commits throws away at its end."""

from wagtail.models import Collection, Locale, Page


def restore_roots() -> None:
    """Language and roots of Wagtail's trees, for a test that comes after one with real commits."""
    Locale.objects.get_or_create(language_code="vi")
    for tree, parts in ((Page, {"title": "Root", "slug": "root"}), (Collection, {"name": "Root"})):
        if not tree.objects.filter(depth=1).exists():
            tree.add_root(**parts)
