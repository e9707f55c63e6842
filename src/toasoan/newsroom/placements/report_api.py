"""Where an outlet's own system sends its answers, signed with the outlet's key."""

import datetime as dt
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from toasoan.accounts.attempts import Count, accept_attempt, counts_of, enter_attempt, key_of
from toasoan.accounts.limits import AttemptLimit, Secret
from toasoan.newsroom.kit.guests import as_private, refused_until
from toasoan.newsroom.kit.json_body import TooLongBodyError, UnreadableBodyError, json_of
from toasoan.newsroom.kit.screens import anonymous_screen
from toasoan.newsroom.kit.session import source_of
from toasoan.outlets.models import Outlet
from toasoan.outlets.signing import SignatureFault, signature_fault
from toasoan.outlets.webhooks import receive_report, report_of
from toasoan.refusals import Problem, RefusedError
from toasoan.web_server.limits import SMALL_BODY

#: Reports of one outlet, however right they are: then a minute's rest.
_REPORTS = AttemptLimit(
    tries=300, pause=dt.timedelta(minutes=1), again=300, quiet=dt.timedelta(minutes=10)
)
_STATUS = {
    "no-such-dispatch": HTTPStatus.NOT_FOUND,
    "other-content": HTTPStatus.CONFLICT,
}


# The signature says who sends; no cookie is asked for, so there is nothing to forge a request with.
@anonymous_screen("api/tra-loi/<int:outlet_id>/", name="outlet_report")
@csrf_exempt
@require_POST
def outlet_report(request: HttpRequest, outlet_id: int) -> HttpResponse:
    """Take an outlet's answer about a story that it was sent; problems are answered as JSON."""
    return as_private(_answer(request, outlet_id))


def _answer(request: HttpRequest, outlet_id: int) -> HttpResponse:
    now = timezone.now()
    attempt = enter_attempt(counts_of(Secret.OUTLET, "", source_of(request)), now)
    if attempt.refused_until:
        return refused_until(attempt.refused_until, now)
    body = _body(request)
    if len(body) > SMALL_BODY:
        message = _("The report is longer than 64 KB.")
        return _problems(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Problem("too-long", message))
    outlet = Outlet.objects.filter(pk=outlet_id).first()
    key = outlet.signing_key if outlet else ""
    fault = signature_fault(key, request.headers, body, now)
    if fault is not None or outlet is None:
        return _problems(HTTPStatus.UNAUTHORIZED, _unsigned(fault or SignatureFault.WRONG))
    accept_attempt(attempt)
    heard = enter_attempt([Count(key_of("outlet-reports", outlet.pk), _REPORTS)], now)
    if heard.refused_until:
        return refused_until(heard.refused_until, now)
    return _received(request, outlet, now)


def _body(request: HttpRequest) -> bytes:
    """The bytes that were sent; none of a form with parts, which a report never is."""
    try:
        return request.body
    except (RawPostDataException, UnreadablePostError):
        return b""


def _received(request: HttpRequest, outlet: Outlet, now: dt.datetime) -> HttpResponse:
    try:
        sent = json_of(request)
    except (TooLongBodyError, UnreadableBodyError):
        message = _("This is no JSON that can be read.")
        return _problems(HTTPStatus.BAD_REQUEST, Problem("no-json", message))
    try:
        report = report_of(sent, _body(request))
    except RefusedError as refusal:
        return _problems(HTTPStatus.BAD_REQUEST, *refusal.problems)
    try:
        status = receive_report(outlet, report, now=now)
    except RefusedError as refusal:
        first = refusal.problems[0].code
        status_code = _STATUS.get(first, HTTPStatus.UNPROCESSABLE_ENTITY)
        return _problems(status_code, *refusal.problems)
    return JsonResponse({"status": status, "dispatch": report.dispatch_id, "answer": report.answer})


def _problems(status: HTTPStatus, *problems: Problem) -> JsonResponse:
    said = [{"code": p.code, "message": p.message, "field": p.field} for p in problems]
    return JsonResponse(
        {"problems": said}, status=status, json_dumps_params={"ensure_ascii": False}
    )


def _unsigned(fault: SignatureFault) -> Problem:
    message = {
        SignatureFault.MISSING: _("The request is not signed: two headers are missing."),
        SignatureFault.OLD: _("The request is more than five minutes old, or your clock is wrong."),
        SignatureFault.WRONG: _("The signature does not fit this outlet's key and this body."),
    }[fault]
    return Problem(f"signature-{fault}", message)
