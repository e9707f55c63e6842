"""Control signs in a path or a cookie reach neither views nor databases."""

import pytest
from django.conf import settings

from toasoan.testing.factories import make_newsroom

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/%00", "/tin-tuc/a%00b-1", "/toa-soan/%00/", "/%ED%A0%80/", "/%FF", "/a%0Ab/"]
)
def test_a_path_with_signs_that_nobody_can_read_names_nothing(client, path):
    make_newsroom()

    assert client.get(path).status_code == 404


def test_a_cookie_with_control_signs_is_no_cookie(client):
    make_newsroom()
    client.cookies[settings.SESSION_COOKIE_NAME] = "\0" * 32

    assert client.get("/toa-soan/login/").status_code == 200
    assert client.get("/toa-soan/").status_code == 302
