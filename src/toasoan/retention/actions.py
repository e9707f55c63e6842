"""Writes: first ages, another age, and the clean-up itself."""

import datetime as dt
import logging

from django.db import DatabaseError, transaction
from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.refusals import refuse
from toasoan.retention.models import RetentionAge, RetentionResult, RetentionRun
from toasoan.retention.queries import KeptRule, kept_rules, last_of_the_clock
from toasoan.retention.registry import Removed, RetentionRule, border, rules
from toasoan.retention.rules import AgeDecision, due_since, problems_of_age
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day

logger = logging.getLogger(__name__)


def enter_first_ages(agency: Agency) -> None:
    """Enter the age of every rule that the agency has none of; nothing that exists is changed."""
    now = timezone.now()
    known = set(RetentionAge.objects.filter(agency=agency).values_list("rule", flat=True))
    RetentionAge.objects.bulk_create(
        [
            RetentionAge(
                agency=agency,
                rule=rule.code,
                number=rule.age.number,
                unit=rule.age.unit,
                from_on=local_day(now),
                entered_at=now,
            )
            for rule in rules().values()
            if rule.code not in known
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def change_age(
    agency: Agency, rule: RetentionRule, decision: AgeDecision, *, actor: User, now: dt.datetime
) -> RetentionAge:
    """Keep a rule's things this long from a day on; what had been decided for later is replaced.

    Raises RefusedError outside the rule's bounds, and for a day that has begun.
    """
    today = local_day(now)
    refuse(problems_of_age(rule, decision, today))
    Agency.objects.select_for_update().get(pk=agency.pk)
    RetentionAge.objects.filter(agency=agency, rule=rule.code, from_on__gt=today).delete()
    return RetentionAge.objects.create(
        agency=agency,
        rule=rule.code,
        number=decision.number,
        unit=rule.age.unit,
        from_on=decision.from_on,
        document=decision.document,
        entered_by=actor,
        entered_at=now,
    )


def clean_up(agency: Agency, *, now: dt.datetime, actor: User | None = None) -> RetentionRun:
    """Remove what is too old by every rule, each by itself, and write down how much went.

    A rule that fails is written down with the kind of its error and does not stop the others.
    Must not be called inside a transaction: every rule works in short ones of its own.
    """
    run = RetentionRun.objects.create(agency=agency, started_at=now, started_by=actor)
    for kept in kept_rules(agency, local_day(now)):
        if kept.holds is not None:
            _apply(run, kept, kept.holds, now)
    run.ended_at = timezone.now()
    run.save(update_fields=["ended_at"])
    return run


def _apply(run: RetentionRun, kept: KeptRule, holds: RetentionAge, now: dt.datetime) -> None:
    before, failure = border(holds.age, now), ""
    try:
        removed = kept.rule.remove(run.agency, before, dry=False)
    except DatabaseError:
        raise
    except Exception as error:  # one broken rule must not keep the data of the others
        logger.exception("Retention rule %s failed in run %d", kept.rule.code, run.pk)
        removed, failure = Removed(0), type(error).__name__
    RetentionResult.objects.create(
        run=run,
        rule=kept.rule.code,
        number=removed.number,
        words=removed.words[:300],
        before=before,
        age_number=holds.number,
        age_unit=holds.unit,
        failure=failure,
    )


def clean_up_where_due(now: dt.datetime) -> int:
    """Clean up the agencies that the clock has not cleaned up since two in the morning; how many.

    A database that was restored knows its last run of before: it is cleaned up anew.
    """
    due = [
        agency
        for agency in Agency.objects.order_by("pk")
        if (last := last_of_the_clock(agency)) is None or last < due_since(now)
    ]
    for agency in due:
        clean_up(agency, now=now)
    return len(due)
