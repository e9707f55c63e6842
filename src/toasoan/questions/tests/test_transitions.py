"""The table of deeds: every deed by every person in every state, by the doors of the actions."""

import pytest

from toasoan.questions.guards import Standing, open_deeds, table_problems
from toasoan.questions.kinds import OPEN_STATES, QuestionState
from toasoan.questions.transitions import TRANSITIONS, Deed, Role


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("state", QuestionState)
def test_a_deed_is_open_to_its_roles_in_its_states_only(deed, state):
    row = TRANSITIONS[deed]

    for role in Role:
        problems = {
            problem.code for problem in table_problems(deed, Standing(state, frozenset({role})))
        }
        assert ("not-yours" in problems) == (role not in row.who)
        assert ("wrong-state" in problems) == (state not in row.sources)


def test_every_deed_stands_in_the_table_and_every_state_can_be_reached():
    targets = {row.target for row in TRANSITIONS.values() if row.target}

    assert set(TRANSITIONS) == set(Deed)
    assert targets == set(QuestionState) - {QuestionState.RECEIVED}


def test_every_open_state_lets_somebody_of_the_agency_go_on():
    roles = frozenset(Role) - {Role.SENDER}

    for state in OPEN_STATES:
        deeds = open_deeds(Standing(state, roles))
        assert any(TRANSITIONS[deed].target not in {None, state} for deed in deeds)


def test_what_is_sealed_or_withdrawn_stays_so():
    for state in (QuestionState.SEALED, QuestionState.WITHDRAWN):
        assert open_deeds(Standing(state, frozenset(Role))) == ()


def test_only_the_sender_withdraws():
    assert {deed for deed, row in TRANSITIONS.items() if Role.SENDER in row.who} == {Deed.WITHDRAW}
