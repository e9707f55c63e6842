"""Every status × step × person, as a crafted press for several stories at once."""

import pytest
from django.db import transaction

from tests.sweep.test_steps_over_http import DESK, FORM, REACHED, SUCCEEDS, UNIT
from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.newsroom.lists.bulk import BULK_STEPS
from toasoan.testing.factories import ROUTES, make_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("statuses_only")]


class _UndoError(Exception):
    pass


@pytest.mark.parametrize("status", ROUTES)
def test_a_crafted_press_for_two_stories_does_what_the_table_says(status, room, as_person):
    stories = [make_story(room, status) for _ in range(2)]
    surprises = []
    for name, person in [*room.people().items(), ("anonymous", None)]:
        browser = as_person(person)
        sees = name in UNIT or (name in DESK and status in REACHED)
        for step in Step:
            reason = "trung-tin" if step is Step.REJECT else "chua-dat"
            marked = {"tin": [story.pk for story in stories], "reasons": reason}
            before = LedgerEntry.objects.count()
            try:
                with transaction.atomic():
                    answer = browser.post(f"/toa-soan/nhieu-tin/{step}/", FORM | marked)
                    moved = LedgerEntry.objects.count() >= before + len(stories)
                    raise _UndoError  # noqa: TRY301  # rolls the block back
            except _UndoError:
                pass
            expected = _expected(name, step, status, sees)
            if (answer.status_code, moved) != expected:
                surprises.append((name, step.value, answer.status_code, moved, expected))

    assert surprises == []


def _expected(name, step, status, sees):
    if name == "anonymous":
        return (401, False)
    if step not in BULK_STEPS or not sees:
        return (404, False)
    if name in SUCCEEDS[status].get(step, "").split():
        return (200, True)
    return (409, False)
