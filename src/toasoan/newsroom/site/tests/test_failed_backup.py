"""Who keeps the site hears of a backup that failed; nobody else does."""

import datetime as dt

import pytest

from toasoan.site_settings.backups import record_backup, record_failed_backup
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_newsroom

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 19, 30, tzinfo=dt.UTC)


def desk_of(person):
    return text_of(browser_of(person).get("/toa-soan/"))


def test_the_webmasters_desk_says_that_the_last_backup_failed():
    room = make_newsroom()
    record_backup(began_at=NOW, now=NOW - dt.timedelta(days=1))
    before = desk_of(room.webmaster)

    record_failed_backup("tep-cua-co-quan-khac.pdf", began_at=NOW, now=NOW)

    desk = desk_of(room.webmaster)
    assert "02:30 23/11/2026" in desk
    assert "02:30 22/11/2026" in desk
    assert "tep-cua-co-quan-khac" not in desk
    assert "02:30" not in before
    assert "02:30" not in desk_of(room.approver)


def test_without_a_good_backup_it_says_so():
    room = make_newsroom()

    record_failed_backup("x", began_at=NOW, now=NOW)

    assert "Chưa có bản sao lưu" in desk_of(room.webmaster)
