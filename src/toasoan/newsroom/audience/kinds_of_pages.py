"""What kinds of pages are called."""

from django.utils.translation import gettext_lazy as _

_LABELS = {
    "story": _("Stories"),
    "document": _("Official documents"),
    "documents": _("Lists of documents"),
    "document_drafts": _("Lists of documents"),
    "schedule": _("Work schedules"),
    "schedules": _("Work schedules"),
    "schedules_archive": _("Work schedules"),
    "schedule_week": _("Work schedules"),
    "public_answers": _("Questions and answers"),
    "public_answer": _("Questions and answers"),
    "disclosure": _("Public information"),
    "polls": _("Polls"),
    "poll": _("Polls"),
    "home": _("Home page"),
    "standing": _("Standing pages"),
    "section": _("Pages of sections"),
    "search": _("Search"),
    "events": _("Lists of events"),
    "event": _("Events"),
    "archive": _("Archive"),
    "archive_month": _("Archive by month"),
    "topic": _("Topics"),
    "topics": _("List of topics"),
    "tag": _("Tags"),
    "author": _("Pages of authors"),
    "galleries": _("Photo library"),
    "videos": _("Videos"),
    "organisation": _("Organisation"),
    "unit": _("Pages of units"),
    "contacts": _("Contacts"),
    "site_map": _("Site map"),
}


def label_of(kind: str) -> str:
    """The name of a kind of page; pages without one of their own are "other pages"."""
    return str(_LABELS.get(kind, _("Other pages")))
