"""Days, hours and moments in forms: one rule for how they are read, one range of years."""

import datetime as dt

import pytest
from django import forms
from django.urls import get_resolver
from django.utils import translation

from toasoan.newsroom.kit.date_fields import ClockField, DayField, MomentField, WhenForm
from toasoan.vietnamese.dates import TZ

DAY = dt.date(2026, 8, 5)
MOMENT = dt.datetime(2026, 8, 5, 14, 30, tzinfo=TZ)


class WhenAsked(forms.Form):
    day = DayField(required=False)
    moment = MomentField(required=False)
    clock = ClockField(required=False)


def read(**typed):
    form = WhenAsked(typed)
    with translation.override("vi"):
        form.full_clean()
    return form.cleaned_data | form.errors


@pytest.mark.parametrize("typed", ["2026-08-05", "05/08/2026", "5/8/2026", " 5.8.2026 "])
def test_the_day_comes_before_the_month(typed):
    assert read(day=typed)["day"] == DAY


@pytest.mark.parametrize(
    "typed",
    ["2026-08-05T14:30", "05/08/2026 14:30", "5/8/2026, 14:30", "2026-08-05T07:30:00+00:00"],
)
def test_a_moment_is_an_hour_in_viet_nam(typed):
    assert read(moment=typed)["moment"] == MOMENT


def test_an_hour_is_read_as_browsers_send_it():
    assert read(clock="14:30")["clock"] == read(clock="14:30:00")["clock"] == dt.time(14, 30)


@pytest.mark.parametrize("typed", ["1945-09-01", "2101-01-01", "0226-08-05"])
def test_a_year_that_nobody_means_is_refused(typed):
    errors = ["Chọn ngày trong khoảng từ 1945 đến 2100."]

    assert read(day=typed)["day"] == errors
    assert read(moment=f"{typed}T08:00")["moment"] == errors


def test_what_is_no_day_or_hour_is_refused_and_nothing_is_nothing():
    wrong = {"day": "31/02/2026", "moment": "05/08/2026", "clock": "25:00"}

    assert all("hợp lệ" in read(**{name: typed})[name][0] for name, typed in wrong.items())
    assert read() == {"day": None, "moment": None, "clock": None}


def test_the_browser_gets_the_values_in_its_own_form():
    form = WhenAsked(initial={"day": DAY, "moment": MOMENT, "clock": dt.time(14, 30)})

    assert 'value="2026-08-05"' in str(form["day"])
    assert 'min="1945-09-02"' in str(form["day"])
    assert 'max="2100-12-31"' in str(form["day"])
    assert 'value="2026-08-05T14:30"' in str(form["moment"])
    assert 'value="14:30"' in str(form["clock"])


def test_no_form_of_the_newsroom_has_a_field_for_days_of_its_own():
    assert get_resolver().url_patterns  # every module of screens is loaded
    found = [
        f"{kind.__module__}.{kind.__name__}.{name}"
        for kind in forms_below(forms.BaseForm)
        if kind.__module__.startswith("toasoan.newsroom")
        for name, field in kind.base_fields.items()
        if isinstance(field, forms.DateField | forms.DateTimeField | forms.TimeField)
        and not isinstance(field, DayField | MomentField | ClockField)
    ]

    assert found == []


def forms_below(kind):
    for below in kind.__subclasses__():
        yield below
        yield from forms_below(below)


def test_a_day_more_than_a_year_ahead_is_asked_about_before_an_event_is_announced():
    typed = {"first_day": "2099-01-01"}

    asked, meant = WhenForm(typed), WhenForm(typed | {"confirms_days": "on"})

    assert (asked.is_valid(), list(asked.errors)) == (False, ["confirms_days"])
    assert meant.is_valid()
    assert "confirms_days" not in WhenForm({"first_day": "2026-12-01"}).fields
