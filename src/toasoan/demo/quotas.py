"""What the demo's units owe: two stories a month each, and who is let off just now."""

import datetime as dt

from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.quotas.actions import ExemptionTerms, QuotaTerms, add_quota, exempt
from toasoan.quotas.models import ExemptionReason
from toasoan.units.models import Agency, Unit

_SINCE = dt.date(2024, 1, 1)


def set_quotas(agency: Agency, exempted: Unit, actor: User, today: dt.date) -> None:
    """Two published stories of each unit every month; one unit is short of people this month."""
    now = timezone.now()
    terms = QuotaTerms(
        number=2, from_on=_SINCE, document="Kế hoạch công tác tuyên truyền của Ban Chỉ đạo"
    )
    add_quota(terms, agency=agency, actor=actor, now=now)
    exempt(
        ExemptionTerms(
            unit=exempted,
            from_on=today.replace(day=1),
            to_on=today,
            reason=ExemptionReason.STAFF,
            words="Cán bộ phụ trách tuyên truyền đang đi học tập trung.",
            decided_by="Trưởng Ban Chỉ đạo công tác tuyên truyền",
        ),
        agency=agency,
        actor=actor,
        now=now,
    )
