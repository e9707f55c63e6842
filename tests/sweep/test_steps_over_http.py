"""Every status × step × person, as a crafted POST to the screen and to the API."""

import pytest
from django.db import transaction

from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.testing.factories import CORRECTIONS, ROUTES, make_correction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("statuses_only")]

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
        "set_embargo": "approver second_approver",
        "return_to_contributor": "editor second_editor",
        "return_to_unit": "editor second_editor",
        "reject": "editor second_editor",
        "force_publish": "approver second_approver",
    },
    "proposed": dict.fromkeys(
        (
            "approve",
            "set_embargo",
            "return_to_contributor",
            "return_to_unit",
            "return_to_desk",
            "reject",
            "force_publish",
        ),
        "approver second_approver",
    ),
    "approved": dict.fromkeys(
        (
            "schedule",
            "set_embargo",
            "set_expiry",
            "return_to_contributor",
            "return_to_unit",
            "return_to_desk",
            "force_publish",
        ),
        "approver second_approver",
    ),
    "published": {
        "take_down": "approver second_approver",
        "set_expiry": "approver second_approver",
        "begin_correction": "editor second_editor",
    },
    "taken_down": {
        "reinstate": "approver second_approver",
        "begin_correction": "editor second_editor",
    },
    "withdrawn": {"resume": "contributor vetter"},
    "rejected": {
        "restore": "editor second_editor approver second_approver",
        "resume": "contributor vetter",
    },
    "correcting": {
        "take_down": "approver second_approver",
        "set_expiry": "approver second_approver",
        # Nothing has been changed yet, so there is nothing to propose.
        "drop_correction": "editor second_editor approver second_approver",
    },
    "correction_proposed": {
        "take_down": "approver second_approver",
        "set_expiry": "approver second_approver",
        "correct": "approver second_approver",
        "return_correction": "approver second_approver",
        "drop_correction": "editor second_editor approver second_approver",
    },
}
UNIT = {"contributor", "vetter"}
DESK = {"editor", "second_editor", "approver", "second_approver"}
REACHED = set(SUCCEEDS) - {"draft", "submitted", "withdrawn"}
FORM = {
    "note": "Ghi chú",
    # Hours more than a year ahead are asked about: these are meant.
    "publish_at": "2099-01-01T08:00",
    "embargo_until": "2098-12-31T08:00",
    "expires_at": "2099-01-02T08:00",
    "confirms_hour": "on",
    "take_down_kind": "error",
    "wrong": "trực tiếp",
    "right": "gián tiếp",
}
NO_BUTTON = {Step.REOPEN, Step.PUBLISH, Step.EXPIRE, Step.REOPEN_CORRECTION}


def _answers(story, reasons):
    return FORM | {"reasons": reasons, "revision_id": story.latest_revision_id}


def press_page(browser, story, step, reason):
    """The screen's form, crafted."""
    return browser.post(f"/toa-soan/tin/{story.pk}/buoc/{step}/", _answers(story, reason))


def press_api(browser, story, step, reason):
    """The same answers as JSON."""
    return browser.post(
        f"/toa-soan/api/tin/{story.pk}/buoc/{step}/",
        _answers(story, [reason]),
        content_type="application/json",
    )


#: People who are tried on the screen only, since the API would answer each like another person.
ALIKE = {"other_contributor", "second_editor", "second_approver", "board_member", "outsider"}
#: How a step is sent → the status of the answer when it was taken.
INTERFACES = {press_page: 302, press_api: 200}


class _UndoError(Exception):
    pass


@pytest.mark.parametrize("press", INTERFACES)
@pytest.mark.parametrize("status", SUCCEEDS)
def test_a_crafted_press_does_what_the_table_says_and_nothing_else(
    press, status, room, stories, as_person
):
    story = stories[status] if status in stories else make_correction(room, status)
    surprises = []
    for name, person in [*room.people().items(), ("anonymous", None)]:
        if press is press_api and name in ALIKE:
            continue
        browser = as_person(person)
        sees = name in UNIT or (name in DESK and status in REACHED)
        for step in Step:
            reason = "trung-tin" if step is Step.REJECT else "chua-dat"
            before = LedgerEntry.objects.count()
            try:
                with transaction.atomic():
                    answer = press(browser, story, step, reason)
                    moved = LedgerEntry.objects.count() > before
                    raise _UndoError  # noqa: TRY301  # rolls the block back
            except _UndoError:
                pass
            taken = INTERFACES[press] if name in SUCCEEDS[status].get(step, "").split() else None
            expected = _expected(name, step, sees, taken)
            if (answer.status_code, moved) != expected:
                surprises.append((name, step.value, answer.status_code, moved, expected))

    assert surprises == []


def _expected(name, step, sees, taken):
    if name == "anonymous":
        # What was typed is shown again, with the way to the sign-in page.
        return (401, False)
    if not sees:
        return (404, False)
    if taken:
        return (taken, True)
    return (404 if step in NO_BUTTON else 409, False)


def test_the_table_of_this_test_has_every_status():
    assert set(SUCCEEDS) == set(ROUTES) | set(CORRECTIONS)
