"""A dispatch: exactly what was sent, and what a person decides about it."""

import io
import zipfile
from collections.abc import Callable

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.media.downloads import disposition
from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import DESK
from toasoan.newsroom.kit.form_page import BackLink
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.outlets.forms import CancelForm
from toasoan.outlets.actions import cancel_dispatch, confirm_sent, is_held_back, retry_dispatch
from toasoan.outlets.models import Dispatch, DispatchPurpose, DispatchState
from toasoan.outlets.ninjs import body_html
from toasoan.outlets.photos import photos_of
from toasoan.outlets.queries import dispatch_for
from toasoan.outlets.word_file import photo_line, word_file, word_name

_WRITE = ["GET", "HEAD", "POST"]
_MOST_PHOTOS = 100_000_000  # bytes of a file to download


@screen("lan-gui/<int:dispatch_id>/", name="dispatch", duties=DESK)
@require_safe
def dispatch(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """What was sent, word for word, and how far it has come."""
    found = dispatch_for(agency_where(request, DESK), dispatch_id)
    is_whole = found.purpose != DispatchPurpose.TAKE_DOWN
    pictures = found.payload.get("pictures", [])
    context = {
        "dispatch": found,
        "kept": found.payload,
        "body": body_html(found.payload) if is_whole else "",
        "captions": [photo_line(n, each) for n, each in enumerate(pictures, start=1)],
        "is_whole": is_whole,
        "is_held": found.state == DispatchState.QUEUED and is_held_back(found),
        "by_hand": _waits_for_hand(found),
        "may_retry": found.state == DispatchState.FAILED,
        "may_confirm": (_waits_for_hand(found) or found.state == DispatchState.FAILED),
        "may_cancel": found.state in {DispatchState.QUEUED, DispatchState.FAILED},
    }
    return render(request, "newsroom/outlets/dispatch.html", context)


def _waits_for_hand(found: Dispatch) -> bool:
    waits = found.state == DispatchState.QUEUED and found.next_attempt_at is None
    return waits and not is_held_back(found)


@screen("lan-gui/<int:dispatch_id>/tai-ve/", name="dispatch_files", duties=DESK)
@require_safe
def files(request: HttpRequest, dispatch_id: int) -> HttpResponseBase:
    """The Word file and the photos in one archive, to be sent by hand."""
    kept = dispatch_for(agency_where(request, DESK), dispatch_id).payload
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if "blocks" in kept:
            archive.writestr(word_name(kept), word_file(kept))
            for photo in photos_of(kept, most=_MOST_PHOTOS).files:
                archive.writestr(photo.name, photo.content, zipfile.ZIP_STORED)
    out.seek(0)
    answer = FileResponse(out, content_type="application/zip")
    answer["Content-Disposition"] = disposition(f"{word_name(kept).removesuffix('.docx')}.zip")
    answer["Cache-Control"] = "no-store"
    return answer


def _door(request: HttpRequest, dispatch_id: int) -> tuple[Dispatch, BackLink]:
    found = dispatch_for(agency_where(request, DESK), dispatch_id)
    back = BackLink(
        back=reverse("newsroom:dispatch", args=[found.pk]), back_label=_("The dispatch")
    )
    return found, back


def _decide(
    request: HttpRequest,
    confirmation: Confirmation,
    action: Callable[[], object],
    form: CancelForm | None = None,
) -> HttpResponse:
    return confirmation_page(request, confirmation, action, form)


@screen("lan-gui/<int:dispatch_id>/gui-lai/", name="dispatch_retry", duties=DESK)
@require_http_methods(_WRITE)
def retry(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Ask, then queue a failed dispatch again."""
    found, back = _door(request, dispatch_id)
    consequence = _("It is queued and leaves within a minute.")
    if found.is_uncertain:
        consequence = _("The outlet may have it already: then it gets it twice. Ask it first.")
    confirmation = Confirmation(
        question=_("Send to %(outlet)s again") % {"outlet": found.outlet},
        consequence=consequence,
        lead=found.last_problem,
        button=_("Send again"),
        done=_("It waits to be sent."),
        **back,
    )
    return _decide(
        request,
        confirmation,
        lambda: retry_dispatch(found.pk, actor=user_of(request), now=timezone.now()),
    )


@screen("lan-gui/<int:dispatch_id>/da-gui/", name="dispatch_confirm", duties=DESK)
@require_http_methods(_WRITE)
def confirm(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Ask, then write down that the outlet has it."""
    found, back = _door(request, dispatch_id)
    confirmation = Confirmation(
        question=_("%(outlet)s has it") % {"outlet": found.outlet},
        consequence=_("It is written down as sent today, and counted. This cannot be undone."),
        button=_("Yes, it was sent"),
        done=_("Written down as sent."),
        **back,
    )
    return _decide(
        request,
        confirmation,
        lambda: confirm_sent(found.pk, actor=user_of(request), now=timezone.now()),
    )


@screen("lan-gui/<int:dispatch_id>/huy/", name="dispatch_cancel", duties=DESK)
@require_http_methods(_WRITE)
def cancel(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Ask why, then do not send it."""
    found, back = _door(request, dispatch_id)
    form = CancelForm(request.POST if request.method == "POST" else None)
    confirmation = Confirmation(
        question=_("Do not send it to %(outlet)s") % {"outlet": found.outlet},
        consequence=_("It stays here as not sent. The story can be sent anew later."),
        button=_("Do not send"),
        done=_("It is not sent."),
        **back,
    )
    return _decide(
        request,
        confirmation,
        lambda: cancel_dispatch(
            found.pk, actor=user_of(request), reason=form.cleaned_data["reason"]
        ),
        form,
    )
