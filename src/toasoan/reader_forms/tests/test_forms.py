"""Forms of readers: trap, moment, sum."""

import datetime as dt
import hashlib

import pytest
import time_machine
from django import forms

from toasoan.reader_forms.forms import HumanForm
from toasoan.reader_forms.puzzle import solves

NOW = dt.datetime(2026, 11, 30, 2, tzinfo=dt.UTC)


class Letter(HumanForm):
    form_name = "letter"
    text = forms.CharField()


class OtherLetter(Letter):
    form_name = "other"


class KeptLetter(Letter):
    timed = False


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


def filled(kind=Letter, made_as=Letter, difficulty=0, **fields):
    moment = str(made_as()["moment"].value())
    return lambda: kind({"text": "chào", "moment": moment, **fields}, difficulty=difficulty)


def test_a_person_takes_a_while(clock):
    make = filled()
    clock.shift(3)
    form = make()

    assert form.is_valid()
    assert len(form.nonce) > 20
    assert form.is_solved


@pytest.mark.parametrize(("seconds", "keeps"), [(0, True), (2, True), (86_401, False)])
def test_too_quick_or_too_old_is_shown_again_with_everything(clock, seconds, keeps):
    make = filled()
    clock.shift(seconds)
    form = make()

    assert not form.is_valid()
    assert form.non_field_errors()
    assert form["text"].value() == "chào"
    clock.shift(5)
    again = Letter({"text": form["text"].value(), "moment": form["moment"].value()})
    assert again.is_valid()
    assert (form["moment"].value() == make().data["moment"]) is keeps


@pytest.mark.parametrize("moment", ["", "x", "1.a:b", "1764468000.abc:forged"])
def test_only_our_own_moments_count(clock, moment):
    assert not Letter({"text": "chào", "moment": moment}).is_valid()


def test_the_moment_of_another_form_does_not_count(clock):
    form = filled(made_as=OtherLetter)
    clock.shift(10)

    assert not form().is_valid()


def test_a_filled_trap_loses_nothing(clock):
    make = filled(link="https://quang-cao.test")
    clock.shift(10)
    form = make()

    assert not form.is_valid()
    assert (form["text"].value(), form["link"].value()) == ("chào", "")
    assert 'aria-hidden="true"' in form.human


def test_a_kept_page_has_no_moment(clock):
    form = KeptLetter({"text": "chào"})

    assert form.is_valid()
    assert 'name="moment"' not in form.human


def test_each_form_has_its_own_number(clock):
    first, second = filled(), filled()
    clock.shift(10)
    forms_ = [first(), first(), second()]
    assert all(form.is_valid() for form in forms_)

    assert forms_[0].nonce == forms_[1].nonce != forms_[2].nonce


def test_the_sum_is_checked(clock):
    make = filled(difficulty=10)
    moment = make().data["moment"]
    right = next(
        str(n)
        for n in range(100_000)
        if hashlib.sha256(f"{moment}:{n}".encode()).digest()[:2] < b"\x00\x40"
    )
    clock.shift(10)

    def with_solution(solution):
        form = Letter({"text": "a", "moment": moment, "solution": solution}, difficulty=10)
        assert form.is_valid()
        return form.is_solved

    assert with_solution(right)
    assert not with_solution(str(int(right) - 1 if int(right) else 1))
    assert not with_solution("")
    assert filled()().difficulty == 0


@pytest.mark.parametrize("solution", ["", "-1", "٣", "1e3", "9" * 13, "x"])
def test_a_solution_is_a_short_number(solution):
    assert not solves("moment", solution, 1) or solution.isdigit()
    assert not solves("moment", solution, 256)
