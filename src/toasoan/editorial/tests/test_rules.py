"""The table of steps and every guard, without a database."""

import datetime as dt
from dataclasses import replace

import pytest

from toasoan.editorial.rules import (
    Answers,
    PictureFacts,
    Situation,
    TextFacts,
    is_offered,
    may_write,
    problems,
    role_taken,
    text_problems,
)
from toasoan.editorial.transitions import (
    TRANSITIONS,
    Correction,
    Guard,
    Relation,
    Status,
    Step,
)
from toasoan.editorial.turn import Role

NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)
ME, AUTHOR, EDITOR, BOSS = 1, 2, 3, 4
COMPLETE = TextFacts(
    headline="Tiêu đề", standfirst="Sa-pô", has_body=True, has_byline=True, has_section=True
)

#: Written from DESIGN §5, not from the code: status → step → who may take it.
EXPECTED = {
    "draft": {"submit": "author vetter", "hand_in": "author", "withdraw": "author"},
    "submitted": {
        "vet": "vetter",
        "return_to_contributor": "vetter",
        "withdraw": "author vetter",
    },
    "received": {
        "claim": "editor",
        "return_to_contributor": "editor",
        "return_to_unit": "editor",
        "reject": "editor",
        "force_publish": "approver",
    },
    "editing": {
        "propose": "editor",
        "set_embargo": "approver",
        "return_to_contributor": "editor",
        "return_to_unit": "editor",
        "reject": "editor",
        "force_publish": "approver",
    },
    "proposed": {
        "approve": "approver",
        "set_embargo": "approver",
        "reopen": "editor",
        "return_to_contributor": "approver",
        "return_to_unit": "approver",
        "return_to_desk": "approver",
        "reject": "approver",
        "force_publish": "approver",
    },
    "approved": {
        "schedule": "approver",
        "set_embargo": "approver",
        "set_expiry": "approver",
        "retry": "approver",
        "publish": "clock",
        "reopen": "editor",
        "return_to_contributor": "approver",
        "return_to_unit": "approver",
        "return_to_desk": "approver",
        "force_publish": "approver",
    },
    "published": {
        "confirm": "approver",
        "take_down": "approver",
        "set_expiry": "approver",
        "retry": "approver",
        "expire": "clock",
    },
    "taken_down": {"reinstate": "approver", "confirm": "approver"},
    "withdrawn": {"resume": "author vetter"},
    "rejected": {"restore": "editor approver", "resume": "author vetter"},
}
#: A published or taken-down story: how far its correction is → step → who may take it.
CORRECTING = {
    "": {"begin_correction": "editor"},
    "writing": {"propose_correction": "editor", "drop_correction": "editor approver"},
    "proposed": {
        "correct": "approver",
        "return_correction": "approver",
        "reopen_correction": "editor",
        "drop_correction": "editor approver",
    },
}
CORRECTION_STEPS = {step for steps in CORRECTING.values() for step in steps}


def situation(status=Status.DRAFT, roles=(Role(Relation.APPROVER, ME),), **facts):
    values = {
        "text": COMPLETE,
        "now": NOW,
        "author_id": AUTHOR,
        "submitted_by_id": AUTHOR,
        "last_changed_by_id": EDITOR,
        "proposed_by_id": EDITOR,
        "latest_revision_id": 20,
        "live_revision_id": 10,
        "known_reasons": frozenset({"ly-do"}),
        "known_refusals": frozenset({"ly-do"}),
    }
    return Situation(status=Status(status), roles=roles, **(values | facts))


def answers(step):
    """Answers that satisfy whatever the step asks."""
    return Answers(
        note="Ghi chú",
        reason_codes=("ly-do",),
        publish_at=LATER,
        embargo_until=LATER,
        expires_at=LATER + dt.timedelta(days=1),
        breaks_embargo=True,
        wrong="28/7",
        right="27/7",
        take_down_kind="error",
        revision_id=20,
    )


def codes(found):
    return [problem.code for problem in found]


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("step", [step for step in Step if step not in CORRECTION_STEPS])
@pytest.mark.parametrize("status", Status)
def test_a_step_is_open_exactly_as_the_design_says(status, step, relation):
    allowed = relation.value in EXPECTED[status].get(step, "").split()
    roles = [Role(relation, ME)]
    if step is Step.HAND_IN and allowed:
        roles.append(Role(Relation.EDITOR, ME))
    facts = {
        Step.CONFIRM: {"forced_by_id": BOSS},
        Step.PUBLISH: {"publish_at": NOW},
        Step.EXPIRE: {"expires_at": NOW},
        Step.RETRY: {"failed_step": "publish"},
    }.get(step, {})

    found = problems(situation(status, tuple(roles), **facts), step, answers(step))

    assert (found == []) is allowed


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("correction", Correction)
@pytest.mark.parametrize("status", Status)
def test_a_correction_moves_only_on_what_has_been_published_and_as_far_as_it_is(
    status, correction, relation
):
    on_site = status in {Status.PUBLISHED, Status.TAKEN_DOWN}
    now = situation(status, (Role(relation, ME),), correction=correction, differs_from_site=True)

    for step in map(Step, CORRECTION_STEPS):
        who = CORRECTING[correction].get(step, "").split()
        allowed = on_site and relation.value in who
        assert (problems(now, step, answers(step)) == []) is allowed, step


def test_a_correction_that_is_proposed_is_not_proposed_again():
    proposed = situation(
        "published",
        (Role(Relation.EDITOR, ME),),
        correction=Correction.PROPOSED,
        differs_from_site=True,
    )

    found = problems(proposed, Step.PROPOSE_CORRECTION, answers(Step.PROPOSE_CORRECTION))
    assert codes(found) == ["correction-not-writing"]


@pytest.mark.parametrize("status", Status)
def test_nobody_and_strangers_may_do_nothing(status):
    for step in Step:
        assert codes(problems(situation(status, ()), step, answers(step)))[0] in {
            "wrong-status",
            "not-yours",
        }


@pytest.mark.parametrize("step", [s for s in Step if Guard.FOUR_EYES in TRANSITIONS[s].guards])
@pytest.mark.parametrize(
    ("roles", "refused"),
    [
        ([Role(Relation.APPROVER, ME)], False),
        ([Role(Relation.APPROVER, EDITOR)], True),
        ([Role(Relation.APPROVER, ME, acting_for_id=EDITOR)], True),
        ([Role(Relation.APPROVER, EDITOR, acting_for_id=BOSS)], True),
        ([Role(Relation.APPROVER, ME, acting_for_id=EDITOR), Role(Relation.APPROVER, ME)], False),
        ([Role(Relation.APPROVER, ME, acting_for_id=BOSS)], False),
    ],
)
def test_nobody_approves_what_they_or_whom_they_stand_in_for_changed(step, roles, refused):
    status = next(iter(TRANSITIONS[step].sources))

    facts = {"correction": Correction.PROPOSED, "differs_from_site": True}

    found = problems(situation(status, tuple(roles), **facts), step, answers(step))

    assert ("four-eyes" in codes(found)) is refused


def test_whoever_proposed_does_not_approve_even_if_somebody_else_changed_it_last():
    me = situation("proposed", proposed_by_id=ME, last_changed_by_id=EDITOR)

    assert "four-eyes" in codes(problems(me, Step.APPROVE, answers(Step.APPROVE)))


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"author_id": ME}, True),
        ({"submitted_by_id": ME}, True),
        ({"author_id": ME, "is_only_leader": True}, False),
        ({}, False),
    ],
)
def test_nobody_vets_their_own_story_unless_they_are_the_only_leader(facts, refused):
    mine = situation("submitted", (Role(Relation.VETTER, ME),), **facts)

    assert ("own-story" in codes(problems(mine, Step.VET, answers(Step.VET)))) is refused


def test_the_way_in_the_ledger_is_the_one_that_nothing_speaks_against():
    roles = (Role(Relation.APPROVER, ME, acting_for_id=EDITOR), Role(Relation.APPROVER, ME, BOSS))

    assert role_taken(situation("proposed", roles), Step.APPROVE).acting_for_id == BOSS


def test_an_approval_is_of_the_revision_on_the_screen():
    found = problems(situation("proposed"), Step.APPROVE, Answers(revision_id=19))

    assert codes(found) == ["changed-meanwhile"]


@pytest.mark.parametrize("step", Step)
def test_a_step_that_answers_for_a_text_says_for_which(step):
    row = TRANSITIONS[step]
    now = situation(
        next(iter(row.sources)),
        tuple(Role(relation, ME) for relation in Relation),
        correction=Correction.PROPOSED,
        differs_from_site=True,
    )
    unnamed = replace(answers(step), revision_id=None)

    asked = "no-revision" in codes(problems(now, step, unnamed))

    assert asked is (Guard.SAME_REVISION in row.guards)
    assert asked is (step in {Step.VET, Step.APPROVE, Step.FORCE_PUBLISH, Step.CORRECT})
    assert "no-revision" not in codes(problems(now, step, answers(step)))


def test_a_story_goes_out_at_its_hour_and_not_before():
    clock = (Role(Relation.CLOCK, None),)
    early = situation("approved", clock, publish_at=NOW + dt.timedelta(minutes=1))
    due = situation("approved", clock, publish_at=NOW)

    assert codes(problems(early, Step.PUBLISH, Answers())) == ["not-due"]
    assert problems(due, Step.PUBLISH, Answers()) == []


def test_a_correction_needs_another_text_and_says_what_was_wrong_and_what_is_right():
    same = situation("published", correction=Correction.PROPOSED)

    assert codes(problems(same, Step.CORRECT, Answers(revision_id=20))) == [
        "nothing-changed",
        "no-wrong",
        "no-right",
    ]


def test_an_urgent_publication_is_confirmed_by_another_person():
    mine = situation("published", forced_by_id=ME)
    nothing = situation("published")

    assert codes(problems(mine, Step.CONFIRM, Answers())) == ["own-urgency"]
    assert codes(problems(nothing, Step.CONFIRM, Answers())) == ["nothing-owed"]


def test_only_the_desk_skips_the_unit_leader():
    author = (Role(Relation.AUTHOR, ME),)

    assert codes(problems(situation("draft", author), Step.HAND_IN, Answers())) == ["not-from-desk"]


def test_a_unit_that_has_ended_sends_no_new_stories():
    ended = situation("draft", (Role(Relation.AUTHOR, ME),), unit_is_open=False)

    assert codes(problems(ended, Step.SUBMIT, Answers())) == ["unit-closed"]


@pytest.mark.parametrize(
    ("step", "status", "code"),
    [
        (Step.REJECT, "proposed", "no-reason"),
        (Step.RETURN_TO_DESK, "proposed", "no-reason"),
        (Step.FORCE_PUBLISH, "received", "no-note"),
        (Step.SCHEDULE, "approved", "no-hour"),
        (Step.TAKE_DOWN, "published", "no-kind"),
    ],
)
def test_a_step_says_what_it_wants_to_be_told(step, status, code):
    assert codes(problems(situation(status), step, Answers(revision_id=20))) == [code]


def test_a_reason_must_be_on_the_list_and_an_hour_in_the_future():
    wrong = Answers(reason_codes=("la",))
    past = Answers(publish_at=NOW - dt.timedelta(hours=1))

    assert codes(problems(situation("proposed"), Step.REJECT, wrong)) == ["unknown-reason"]
    assert codes(problems(situation("approved"), Step.SCHEDULE, past)) == ["hour-passed"]


def test_everything_that_a_text_lacks_is_said_at_once():
    empty = TextFacts(
        headline=" ",
        standfirst="",
        has_body=False,
        has_byline=False,
        has_section=False,
        pictures=(
            PictureFacts(has_file=False, caption="", alternative_text=""),
            PictureFacts(has_file=True, caption=" ", alternative_text=""),
        ),
    )

    found = text_problems(empty)

    assert codes(found) == [
        "no-headline",
        "no-standfirst",
        "no-body",
        "no-byline",
        "no-photo",
        "no-caption",
        "no-alternative-text",
    ]
    assert all(problem.field for problem in found)


def test_a_section_is_asked_for_only_from_the_proposal_on():
    no_section = TextFacts(
        headline="a", standfirst="b", has_body=True, has_byline=True, has_section=False
    )
    author = situation("draft", (Role(Relation.AUTHOR, ME),), text=no_section)
    editor = situation("editing", (Role(Relation.EDITOR, ME),), text=no_section)

    assert problems(author, Step.SUBMIT, Answers()) == []
    assert codes(problems(editor, Step.PROPOSE, Answers())) == ["no-section"]


@pytest.mark.parametrize(
    ("status", "writers"),
    [
        ("draft", "author vetter"),
        ("submitted", "vetter"),
        ("received", ""),
        ("editing", "editor"),
        ("proposed", "editor"),
        ("approved", "editor"),
        ("published", ""),
        ("taken_down", ""),
        ("withdrawn", ""),
        ("rejected", ""),
    ],
)
def test_the_text_is_open_to_whose_turn_it_is(status, writers):
    for relation in Relation:
        allowed = relation.value in writers.split()
        assert may_write(situation(status, (Role(relation, ME),))) is allowed


@pytest.mark.parametrize("status", ["published", "taken_down"])
@pytest.mark.parametrize("correction", [Correction.WRITING, Correction.PROPOSED])
def test_what_has_been_published_is_written_in_only_inside_a_correction(status, correction):
    for relation in Relation:
        open_to = may_write(situation(status, (Role(relation, ME),), correction=correction))
        assert open_to is (relation is Relation.EDITOR)


def test_refusing_has_reasons_of_its_own():
    desk = situation("received", (Role(Relation.EDITOR, ME),), known_refusals=frozenset({"trung"}))

    assert codes(problems(desk, Step.REJECT, Answers(reason_codes=("ly-do",)))) == [
        "unknown-reason"
    ]
    assert problems(desk, Step.RETURN_TO_UNIT, Answers(reason_codes=("ly-do",))) == []


def test_a_button_is_shown_for_what_is_nearly_possible_and_not_for_what_makes_no_sense():
    lacking = situation(
        "draft",
        (Role(Relation.AUTHOR, ME),),
        text=TextFacts(
            headline="", standfirst="", has_body=False, has_byline=False, has_section=False
        ),
    )

    assert is_offered(lacking, Step.SUBMIT)
    assert not is_offered(lacking, Step.HAND_IN)
    assert not is_offered(situation("published"), Step.CORRECT)
    assert not is_offered(situation("approved"), Step.RETRY)
    assert not is_offered(situation("proposed", (Role(Relation.EDITOR, ME),)), Step.REOPEN)
