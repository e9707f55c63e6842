"""Every status × step × person, as a crafted POST."""

import pytest
from django.db import transaction

from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.testing.factories import ROUTES

pytestmark = pytest.mark.django_db

#: Written from DESIGN §5: status → step → who succeeds when nothing is missing.
SUCCEEDS = {
    "draft": {"submit": "contributor vetter", "withdraw": "contributor"},
    "submitted": {
        "vet": "vetter",
        "return_to_contributor": "vetter",
        "withdraw": "contributor vetter",
    },
    "received": {
        "claim": "editor second_editor",
        "return_to_contributor": "editor second_editor",
        "return_to_unit": "editor second_editor",
        "reject": "editor second_editor",
        "force_publish": "approver second_approver",
    },
    "editing": {
        "propose": "editor second_editor",
        "return_to_contributor": "editor second_editor",
        "return_to_unit": "editor second_editor",
        "reject": "editor second_editor",
        "force_publish": "approver second_approver",
    },
    "proposed": dict.fromkeys(
        (
            "approve",
            "return_to_contributor",
            "return_to_unit",
            "return_to_desk",
            "reject",
            "force_publish",
        ),
        "approver second_approver",
    ),
    "approved": dict.fromkeys(
        ("schedule", "return_to_contributor", "return_to_unit", "return_to_desk", "force_publish"),
        "approver second_approver",
    ),
    "published": {"take_down": "approver second_approver"},
    "taken_down": {"reinstate": "approver second_approver"},
    "withdrawn": {"resume": "contributor vetter"},
    "rejected": {"restore": "editor second_editor approver second_approver"},
}
UNIT = {"contributor", "vetter"}
DESK = {"editor", "second_editor", "approver", "second_approver"}
REACHED = set(ROUTES) - {"draft", "submitted", "withdrawn"}
FORM = {
    "note": "Ghi chú",
    "publish_at": "2099-01-01T08:00",
    "take_down_kind": "error",
}
NO_BUTTON = {Step.REOPEN, Step.PUBLISH}


class _UndoError(Exception):
    pass


@pytest.mark.parametrize("status", ROUTES)
def test_a_crafted_press_does_what_the_table_says_and_nothing_else(
    status, room, stories, as_person
):
    story = stories[status]
    surprises = []
    for name, person in [*room.people().items(), ("anonymous", None)]:
        browser = as_person(person)
        sees = name in UNIT or (name in DESK and status in REACHED)
        for step in Step:
            reason = "trung-tin" if step is Step.REJECT else "chua-dat"
            before = LedgerEntry.objects.count()
            try:
                with transaction.atomic():
                    answer = browser.post(
                        f"/toa-soan/tin/{story.pk}/buoc/{step}/", FORM | {"reasons": reason}
                    )
                    moved = LedgerEntry.objects.count() > before
                    raise _UndoError  # noqa: TRY301  # rolls the block back
            except _UndoError:
                pass
            expected = _expected(name, step, status, sees)
            if (answer.status_code, moved) != expected:
                surprises.append((name, step.value, answer.status_code, moved, expected))

    assert surprises == []


def _expected(name, step, status, sees):
    if name == "anonymous":
        return (302, False)
    if not sees:
        return (404, False)
    if name in SUCCEEDS[status].get(step, "").split():
        return (302, True)
    return (404 if step in NO_BUTTON else 409, False)
