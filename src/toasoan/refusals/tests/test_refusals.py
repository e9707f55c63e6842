"""One way to say no."""

import pickle

import pytest

from toasoan.refusals import Problem, RefusedError, refuse

NO_TITLE = Problem("no-title", "Chưa có tiêu đề.", "title")
TOO_LONG = Problem("too-long", "Ảnh 2 không có chú thích.", "body", 2)


def test_a_refusal_carries_all_problems_and_reads_as_sentences():
    refusal = RefusedError(NO_TITLE, TOO_LONG)

    assert refusal.problems == (NO_TITLE, TOO_LONG)
    assert str(refusal) == "Chưa có tiêu đề. Ảnh 2 không có chú thích."


def test_without_a_problem_nothing_is_refused():
    refuse([])


def test_with_problems_all_of_them_are_refused_at_once():
    with pytest.raises(RefusedError) as refusal:
        refuse([NO_TITLE, TOO_LONG])

    assert refusal.value.problems == (NO_TITLE, TOO_LONG)


def test_a_refusal_survives_the_way_from_one_process_to_another():
    again = pickle.loads(pickle.dumps(RefusedError(NO_TITLE)))  # noqa: S301  # our own bytes

    assert again.problems == (NO_TITLE,)
