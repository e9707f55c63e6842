"""``/healthz``: does this installation work? For load balancers and watchdogs."""

from datetime import datetime

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from toasoan.operations.models import Heartbeat


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200, or 503 when the database does not answer; never say why to a stranger."""
    try:
        worker = worker_state(timezone.now())
    except (DatabaseError, InterfaceError):
        return JsonResponse({"status": "failing", "database": "failing"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok", "worker": worker})


def worker_state(now: datetime) -> str:
    """Return ``ok``, ``late`` or ``unseen`` for the background worker (one query)."""
    last = Heartbeat.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    if last is None:
        return "unseen"
    return "ok" if now - last <= Heartbeat.LATE_AFTER else "late"
