"""Where the installations of partners hand in stories and answers: signed, small, never kept."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from toasoan.exchange.door import Arrived, NotLetInError, Refusal, let_in
from toasoan.exchange.given_replies import UnknownDispatchError, take_reply
from toasoan.exchange.messages import LARGEST_BODY, UnreadableError, read_reply, read_story
from toasoan.exchange.models import Partner
from toasoan.exchange.receiving import receive

_STATUS = {
    Refusal.UNKNOWN: HTTPStatus.NOT_FOUND,
    Refusal.CLOCK: HTTPStatus.UNAUTHORIZED,
    Refusal.REPLAYED: HTTPStatus.CONFLICT,
    Refusal.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
}
_SECONDS_TO_WAIT = "60"

SignedView = Callable[[Partner, bytes], JsonResponse]


def signed(view: SignedView) -> Callable[[HttpRequest], HttpResponse]:
    """A view for requests that a partner signed; its cookies are not looked at."""

    # The signature stands for what a form's token does: no browser can make one.
    @csrf_exempt
    @never_cache
    @require_POST
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        # What comes as a form has been read as one, and its bytes are gone.
        if request.content_type != "application/json":
            return _problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not-json")
        if len(request.body) > LARGEST_BODY:
            return _problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large")
        arrived = Arrived(
            method="POST", path=request.path, headers=request.headers, body=request.body
        )
        try:
            return view(let_in(arrived, timezone.now()), arrived.body)
        except NotLetInError as error:
            return _problem(_STATUS[error.refusal], error.refusal)
        except UnreadableError as error:
            return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"unreadable: {error}")

    return answered


@signed
def stories(partner: Partner, body: bytes) -> JsonResponse:
    """Keep a story or a notice of a partner for the desk."""
    handover, is_new = receive(partner, read_story(body), now=timezone.now())
    return JsonResponse({"received": handover.pk, "new": is_new})


@signed
def replies(partner: Partner, body: bytes) -> JsonResponse:
    """Write down what a partner does with a story that we handed over."""
    try:
        taken = take_reply(partner, read_reply(body), now=timezone.now())
    except UnknownDispatchError:
        return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown-dispatch")
    return JsonResponse({"refused": taken.refused})


def _problem(status: HTTPStatus, code: str) -> JsonResponse:
    facts: dict[str, Any] = {"problem": code}
    answer = JsonResponse(facts, status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        answer.headers["Retry-After"] = _SECONDS_TO_WAIT
    if status == HTTPStatus.UNAUTHORIZED:
        # Only somebody who holds a compared key is told how far the clocks are apart.
        answer.headers["Date"] = timezone.now().strftime("%a, %d %b %Y %H:%M:%S GMT")
    return answer
