"""The webmaster switches the sum on and off."""

import pytest
from django.urls import reverse

from toasoan.reader_forms.queries import difficulty_for

pytestmark = pytest.mark.django_db


def test_the_sum_is_off_until_somebody_switches_it_on(room, client):
    address = reverse("newsroom:reader_forms")
    client.force_login(room.webmaster)
    assert difficulty_for(room.agency.site_id) == 0

    answer = client.post(address, {"asks_sum": "on", "difficulty": "14"})

    assert answer.status_code == 302
    assert difficulty_for(room.agency.site_id) == 14
    assert client.post(address, {"asks_sum": "on", "difficulty": "60"}).status_code == 422
    client.post(address, {"difficulty": "14"})
    assert difficulty_for(room.agency.site_id) == 0
