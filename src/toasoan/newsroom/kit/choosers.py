"""What Wagtail's choosers show to a person: what they may use, and nothing else exists."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from toasoan.accounts.requests import user_of
from toasoan.media.choosing import id_of
from toasoan.media.models import Attachment, Picture
from toasoan.media.queries import usable
from toasoan.stories.links import usable_pages
from toasoan.vietnamese.dates import local_day


def only_usable_picture(request: HttpRequest, arguments: Mapping[str, Any]) -> None:
    """Raise Http404 for a photo that the person may not put into a text."""
    _only_usable(Picture, request, arguments)


def only_usable_file(request: HttpRequest, arguments: Mapping[str, Any]) -> None:
    """Raise Http404 for a file that the person may not put into a text."""
    _only_usable(Attachment, request, arguments)


def _only_usable(model: type[Model], request: HttpRequest, arguments: Mapping[str, Any]) -> None:
    rows = usable(user_of(request), local_day(timezone.now()))
    found = model._default_manager.filter(rows, Q(pk=id_of(arguments["pk"])))
    if not found.exists():
        raise Http404


def only_usable_page(request: HttpRequest, arguments: Mapping[str, Any]) -> None:
    """Raise Http404 for the pages beneath one to which the person may not link."""
    pages = usable_pages(user_of(request), local_day(timezone.now()))
    if not pages.filter(pk=arguments["parent_page_id"]).exists():
        raise Http404
