"""Telling of what happens to stories: steps, failures of the clock, remarks."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress, Reason, Remark, RemarkTurn
from toasoan.editorial.transitions import TRANSITIONS, Relation, Status, Step
from toasoan.editorial.turn import taker_of, turn_at
from toasoan.ledger.models import LedgerEntry
from toasoan.notifications.actions import NotificationFacts, mark_story_read, tell
from toasoan.notifications.kinds import NotificationKind
from toasoan.notifications.recipients import RecipientGroup, may_be_notified, recipient_groups
from toasoan.notifications.rules import (
    FAILURE_RULES,
    RecipientRole,
    TellingRule,
    is_news,
    rules_for,
)
from toasoan.stories.models import Story, TakeDown
from toasoan.vietnamese.dates import local_day, short_datetime

#: What a person is to a story → whom a remark on it is told.
_TO = {
    Relation.AUTHOR: RecipientRole.AUTHOR,
    Relation.VETTER: RecipientRole.VETTERS,
    Relation.EDITOR: RecipientRole.EDITORS,
    Relation.APPROVER: RecipientRole.APPROVERS,
}


def tell_of_step(progress: Progress, entry: LedgerEntry, step: Step) -> None:
    """Tell whom a step concerns, in the step's own transaction; what its actor did is read."""
    now = entry.happened_at
    if not is_news(now, entry.recorded_at):
        return
    if entry.actor is not None:
        mark_story_read(progress.pk, actor=entry.actor, now=now)
    waits = progress.publish_at is not None and progress.publish_at > now
    rules = rules_for(step, came_from=entry.from_status, waits_for_hour=waits)
    groups = recipient_groups(rules, progress, actor=entry.actor, on=local_day(now))
    about = story_facts(
        progress.story, agency_id=progress.agency_id, key=f"entry:{entry.pk}",
        extra=_more(progress, entry, step), note=_note(entry, step),
    )  # fmt: skip
    _tell_all(groups, about, now=now, actor=entry.actor)


def tell_of_failure(progress: Progress, entry: LedgerEntry) -> None:
    """Tell the approvers that something due could not be done, and why."""
    now = entry.happened_at
    groups = recipient_groups(FAILURE_RULES, progress, actor=None, on=local_day(now))
    about = story_facts(
        progress.story, agency_id=progress.agency_id, key=f"entry:{entry.pk}", extra=entry.note
    )
    _tell_all(groups, about, now=now, actor=None)


def tell_of_remark(remark: Remark, actor: User) -> None:
    """Tell the other side of a remark: whose turn the story is, its author, who talks along."""
    turn = remark.turns.order_by("pk").last()
    now = remark.made_at if turn is None else turn.happened_at
    if not is_news(now, timezone.now()):
        return
    on = local_day(now)
    progress = Progress.objects.select_related("story", "story__latest_revision").get(
        pk=remark.story_id
    )
    resolved = turn is not None and turn.kind != RemarkTurn.Kind.REOPENED
    people = [] if resolved else _whose_turn(progress, actor, on)
    people += _talking(remark, of_whole_story=not resolved)
    recipients = {p.pk: p for p in people if p.pk != actor.pk}
    kind = NotificationKind.REMARK_RESOLVED if resolved else NotificationKind.REMARK
    about = story_facts(
        progress.story,
        agency_id=progress.agency_id,
        key=f"remark:{remark.pk}:{turn.pk if turn else 0}",
        together=f"remarks:{remark.story_id}:{actor.pk}",
    )
    may_know = tuple(p for p in recipients.values() if may_be_notified(p, remark.story_id, on))
    _tell_all([RecipientGroup(kind, may_know)], about, now=now, actor=actor)


def story_facts(story: Story, *, agency_id: int, key: str, **more: str) -> NotificationFacts:
    """Facts of a notification that opens a story, under the headline of its latest version.

    `more`: `extra`, `note` and `together` of the facts.
    """
    latest = story.latest_revision
    title = (latest.object_str if latest else "") or story.headline
    return NotificationFacts(key=key, agency_id=agency_id, story_id=story.pk, title=title, **more)


def _tell_all(
    groups: list[RecipientGroup], about: NotificationFacts, *, now: dt.datetime, actor: User | None
) -> None:
    for group in groups:
        tell(group.people, group.kind, about=about, now=now, actor=actor)


def _whose_turn(progress: Progress, actor: User, on: dt.date) -> list[User]:
    wait = turn_at(Status(progress.status))
    if wait is None:
        turn = RecipientRole.PROPOSER
    else:
        turn = RecipientRole.CLAIMER if taker_of(wait, progress) else _TO[wait.relation]
    rules = [
        TellingRule(kind=NotificationKind.REMARK, to=to) for to in (RecipientRole.AUTHOR, turn)
    ]
    return [
        person
        for group in recipient_groups(rules, progress, actor=actor, on=on)
        for person in group.people
    ]


def _talking(remark: Remark, *, of_whole_story: bool) -> list[User]:
    """Who wrote or answered: on the story when something is said, on the remark when it closes."""
    scope = {"story_id": remark.story_id} if of_whole_story else {"pk": remark.pk}
    remarks = Remark.objects.filter(**scope)
    writers = User.objects.filter(pk__in=remarks.values("author_id"))
    turns = RemarkTurn.objects.filter(remark__in=remarks)
    return list(writers) + list(User.objects.filter(pk__in=turns.values("actor_id")))


#: Steps whose note says why the work of others was not taken: it goes along with the reasons.
_WITH_NOTE = frozenset(step for step, row in TRANSITIONS.items() if row.sends_back) | {
    Step.REJECT,
    Step.DROP_CORRECTION,
    Step.WITHDRAW,
}


def _note(entry: LedgerEntry, step: Step) -> str:
    return entry.note if step in _WITH_NOTE else ""


def _more(progress: Progress, entry: LedgerEntry, step: Step) -> str:
    """One more sentence: reasons, the hour, the kind of take-down. Never words of the story."""
    if entry.reason_codes:
        labels = Reason.objects.filter(agency_id=progress.agency_id, code__in=entry.reason_codes)
        names = sorted(set(labels.values_list("label", flat=True)))
        return _("Reasons: %(reasons)s.") % {"reasons": "; ".join(names)}
    if step is Step.PROPOSE and progress.publish_at:
        return _("Wished hour: %(hour)s.") % {"hour": short_datetime(progress.publish_at)}
    if step in {Step.APPROVE, Step.SCHEDULE, Step.SET_EMBARGO} and progress.publish_at:
        return _("To be published at %(hour)s.") % {"hour": short_datetime(progress.publish_at)}
    if kind := entry.detail.get("take_down_kind"):
        return _("Why: %(reason)s.") % {"reason": TakeDown.Kind(kind).label}
    return ""
