"""A question before what one press cannot undo, and forms that show what rules refuse."""

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from lxml import html

from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.refusals import Problem, RefusedError
from toasoan.testing.factories import make_newsroom

pytestmark = pytest.mark.django_db
ASKED = Confirmation(
    question="Gỡ “Hội nghị”", consequence="Không lấy lại được.", button="Gỡ sự kiện",
    back="/toa-soan/su-kien/", back_label="Sự kiện", done="Đã gỡ.",
)  # fmt: skip


class WhyForm(RefusableForm):
    reason = forms.CharField(label="Lý do")
    renamed = {"note": "reason"}


def answer(method, action, form=None, **typed):
    request = getattr(RequestFactory(), method)("/toa-soan/x/", typed)
    request.user = make_newsroom().webmaster
    request.session = {}
    request._messages = FallbackStorage(request)
    made = form(request.POST if method == "post" else None) if form else None
    return request, confirmation_page(request, ASKED, action, made)


def refuse():
    raise RefusedError(Problem("x", "Phải ghi lý do.", "note"), Problem("y", "Đã qua ngày.", ""))


def test_it_asks_first_and_says_what_will_happen():
    done = []
    _request, shown = answer("get", lambda: done.append(1))
    page = html.fromstring(shown.content)

    assert (shown.status_code, done) == (200, [])
    assert page.xpath("//h1")[0].text_content().strip() == ASKED.question
    assert page.xpath("//*[@id='consequence']")[0].text == ASKED.consequence
    (form,) = page.xpath("//form[@aria-describedby='consequence']")
    assert form.xpath(".//button")[0].text == ASKED.button
    assert form.xpath(".//a/@href") == [ASKED.back]


def test_the_answer_does_it_says_so_and_goes_back():
    done = []
    request, shown = answer("post", lambda: done.append(1))

    assert (shown.status_code, shown.url, done) == (302, ASKED.back, [1])
    assert [str(message) for message in request._messages] == [ASKED.done]


def test_what_the_rules_refuse_stands_at_its_field_or_above():
    _request, shown = answer("post", refuse, WhyForm, reason="vì")
    text = html.fromstring(shown.content).text_content()

    assert shown.status_code == 422
    assert "Phải ghi lý do." in text
    assert "Đã qua ngày." in text


def test_nothing_is_done_before_what_is_asked_for_is_typed():
    _request, shown = answer("post", refuse, WhyForm)

    assert shown.status_code == 422
    assert "Phải ghi lý do." not in shown.content.decode()


def test_a_form_says_whether_it_was_carried_out():
    assert RefusableForm({}).carry_out(lambda: None)
    assert not WhyForm({}).carry_out(lambda: None)
    refused = WhyForm({"reason": "vì"})
    assert not refused.carry_out(refuse)
    assert dict(refused.errors) == {"reason": ["Phải ghi lý do."], "__all__": ["Đã qua ngày."]}
