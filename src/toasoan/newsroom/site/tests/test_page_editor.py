"""The editor of the site's pages."""

import pytest
from django.core.management import call_command
from lxml import html

from toasoan.testing.browsers import browser_of

pytestmark = pytest.mark.django_db


def test_the_first_button_of_the_home_page_publishes_and_says_so(room):
    call_command("synchronise", verbosity=0)
    home = room.agency.site.root_page

    page = browser_of(room.webmaster).get(f"/toa-soan/pages/{home.pk}/edit/")

    footer = html.fromstring(page.content).xpath("//footer//button[@type='submit']")
    assert footer[0].get("name") == "action-publish"
    assert footer[0].text_content().split() == ["Lưu", "và", "đăng"]
