"""What Wagtail's views would stumble over names nothing, or is a form that cannot be read."""

import pytest

from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def editor(one_transaction, django_db_blocker):
    with django_db_blocker.unblock():
        return make_newsroom().editor


@pytest.mark.parametrize(
    "address",
    [
        "choose-email-link/?parent_page_id=x",
        "choose-external-link/?parent_page_id=1&parent_page_id=²",
        "choose-page/?target_pages[]=x",
        "images/chooser/?collection_id=x",
        "images/chooser/chosen/%20/",
        "documents/chooser/chosen/live/",
        f"soan-tin/history/{'9' * 5000}/revisions/compare/earliest...latest/",
        f"soan-tin/history/1/revisions/compare/{'9' * 5000}...latest/",
        "editing-sessions/ping/stories/story/x/1/",
    ],
)
def test_what_names_no_row_does_not_exist(editor, address):
    assert browser_of(editor).get(f"/toa-soan/{address}").status_code == 404


def test_a_number_or_nothing_is_let_through(editor):
    browser = browser_of(editor)

    for query in ("", "?parent_page_id=", "?parent_page_id=1"):
        assert browser.get(f"/toa-soan/choose-external-link/{query}").status_code == 200


@pytest.mark.parametrize("words", ['" OR "" NEAR(', "'\"--;", "từ " * 1000])
def test_any_words_can_be_searched_for_in_a_chooser(editor, words):
    for chooser in ("images/chooser/results", "choose-page/search"):
        assert browser_of(editor).get(f"/toa-soan/{chooser}/", {"q": words}).status_code == 200


def test_the_empty_link_dialog_is_a_sentence(editor):
    browser = browser_of(editor)
    address = "/toa-soan/choose-external-link/"

    assert browser.post(address).status_code == 400
    assert browser.post(address, {"external-link-chooser-url": ""}).status_code == 200
