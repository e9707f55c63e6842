"""Logs keep no address that is a key, one line a record, and no flood."""

import io
import logging
import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from toasoan.accounts.actions import invite
from toasoan.accounts.tasks import mail_links
from toasoan.conf.logs import FloodFilter, LineFormatter, one_line, without_keys

KEY = "Tk-0123456789abcdefABCDEF0123456789_abcdefX"  # as long as a calendar's
#: Parameters of addresses that are keys, and those that everybody may read.
KEYS = {"word", "token", "uidb64"}
PLAIN = {
    "action", "action_name", "address", "app_label", "app_name", "attachment_id", "code",
    "content_type_app_name", "content_type_model_name", "day", "filter_spec", "form", "kind",
    "model_name", "name", "number", "object_id", "picture_id", "pk", "place", "rest", "revision_id_a",
    "revision_id_b", "section", "slug", "status", "version", "width", "words", "year",
}  # fmt: skip
#: Where "name" is the name of a stored file, which holds the photo's token.
STORED_FILES = "tep-noi-bo/"
#: A key that opens nothing for anybody but its owner, who signs in first and then goes on there.
AFTER_SIGNING_IN = "/toa-soan/account/thu-dien-tu/"


def routes(resolver=None, before=""):
    """Every address as a pattern, with the names of its parameters."""
    for each in (resolver or get_resolver()).url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each, route)
        else:
            yield route, set(re.findall(r"<(?:(?:str|slug|path|uuid):)?(\w+)>", route))


def with_keys():
    """An example of every address that holds a key."""
    for route, parameters in routes():
        if parameters & KEYS or route.startswith(STORED_FILES):
            plain = re.sub(r"\(\?P<\w+>.*?\}\)", KEY, route.replace("^", "").replace("$", ""))
            plain = re.sub(r"<int:\w+>", "7", plain.replace("\\.", "."))
            yield "/" + re.sub(r"<(?:\w+:)?\w+>", KEY, plain)


def written(record):
    """The lines as the settings' handler writes them."""
    config = settings.LOGGING["formatters"]["line"]
    return LineFormatter(config["format"]).format(record)


def record_of(message, *args, exc_info=None, **extra):
    made = logging.LogRecord("example", logging.WARNING, __file__, 1, message, args, exc_info)
    vars(made).update(extra)
    return made


def test_every_parameter_of_an_address_is_decided_upon():
    found = {name for _route, names in routes() for name in names}

    assert found - KEYS - PLAIN == set()
    assert len(list(with_keys())) >= 5


@pytest.mark.parametrize(
    "form",
    [
        lambda path: path,
        lambda path: f"https://tin.vidu.vn{path}?a=b",
        lambda path: f"/toa-soan/login/?next={quote(path, safe='')}",
        lambda path: f"/toa-soan/login/?next={quote(quote(path, safe=''), safe='')}",
        lambda path: f'{{"Referer": "http://127.0.0.1:8000{path}"}}',
        lambda path: "/" + path.upper(),
    ],
)
def test_no_key_reaches_a_line(form):
    for text in map(form, with_keys()):
        error = ValueError(text)
        for line in (
            written(record_of("%s", text)),
            written(record_of(text)),
            written(record_of("failed", exc_info=(ValueError, error, None))),
        ):
            assert "0123456789" not in line
            assert "…" in line


@pytest.mark.parametrize(
    "path",
    ["/toa-soan/ke-hoach/7/", "/su-kien/lich.ics", "/tin-tuc/lich-lam-viec-7", "/toa-soan/lich/"],
)
def test_other_addresses_stay(path):
    assert without_keys(path) == path


@pytest.mark.parametrize("name", ["token", "csrfmiddlewaretoken", "password", "key", "sig"])
def test_keys_in_queries_are_left_out(name):
    assert without_keys(f"/a?b=c&{name}={KEY}&d=e") == f"/a?b=c&{name}=…&d=e"


@pytest.mark.parametrize("sign", "\n\r\x00\x1b\x7f\x85\u2028\u202e\u200b")
def test_a_line_stays_one_line(sign):
    assert sign not in one_line(f"a{sign}b")
    assert len(written(record_of("%s", f"a{sign}ERROR b")).splitlines()) == 1


@pytest.mark.django_db
def test_a_request_with_a_key_leaves_none_in_logs_or_referrers(caplog):
    for path in with_keys():
        answer = Client().get(path)

        assert answer["Referrer-Policy"] in {"strict-origin", "no-referrer"}
        onward = answer.get("Location", "")
        if onward != f"{path}/" and not path.startswith(AFTER_SIGNING_IN):
            assert "0123456789" not in onward
    assert "0123456789" not in caplog.text


def test_the_settings_send_every_line_through_the_one_handler():
    config = settings.LOGGING
    [handler] = config["handlers"].values()
    assert handler["formatter"] == "line"
    assert handler["filters"] == ["flood"]
    # Packages have handlers of their own at most until a program sets some up.
    names = [n for n in logging.Logger.manager.loggerDict if n.startswith(("django", "wagtail"))]
    for name in names:
        for each in logging.getLogger(name).handlers:
            idle = isinstance(each, logging.NullHandler)
            of_the_tests = type(each).__module__.startswith("_pytest")
            assert idle or of_the_tests or isinstance(each.formatter, LineFormatter)


def test_the_web_server_writes_no_line_for_each_request():
    from granian.server import Server

    assert Server("x:y").log_access is False


def test_printed_mail_holds_no_key():
    printed = io.StringIO()
    backend = get_connection("toasoan.conf.printed_mail.PrintedMail", stream=printed)

    for path in with_keys():
        backend.send_messages([EmailMessage("Thư", f"Mở http://vidu.vn{path}\n", to=["a@b.vn"])])

    assert "0123456789" not in printed.getvalue()
    assert "/toa-soan/loi-moi/…" in printed.getvalue()


@pytest.mark.django_db
def test_the_queue_holds_no_link(mailoutbox):
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from toasoan.testing.factories import make_newsroom

    room = make_newsroom()
    invite(room.editor, now=timezone.now())
    mail_links.enqueue([room.editor.pk], "203.0.113.9")
    mail_links.call([room.editor.pk])
    link = re.search(r"/toa-soan/mat-khau-moi/\S+", mailoutbox[0].body)[0]

    for row in DBTaskResult.objects.all():
        assert link.split("/")[-2] not in str(vars(row))


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def passing(flood, records):
    return [record for record in records if flood.filter(record)]


def test_a_flood_of_one_place_is_cut_and_counted():
    clock = Clock()
    flood = FloodFilter(clock)
    assert len(passing(flood, [record_of("x") for _line in range(5000)])) == 60

    clock.now = 21
    [kept] = passing(flood, [record_of("x") for _line in range(5)])
    assert written(kept).endswith("(and 4940 more like it)")
    clock.now = 24 * 3600
    assert len(passing(flood, [record_of("x") for _line in range(5000)])) == 60


def test_who_asks_a_thousand_times_does_not_hide_the_others():
    flood = FloodFilter(Clock())
    loud = passing(flood, [record_of("x", asker="203.0.113.9") for _line in range(1000)])

    assert len(loud) == 20
    assert passing(flood, [record_of("x", asker="198.51.100.1")])
    many = [record_of("x", asker=f"10.0.{n // 250}.{n % 250}") for n in range(5000)]
    assert len(passing(flood, many)) == 579
    assert len(flood.askers._buckets) == 1000


def test_the_log_of_a_day_has_a_bound():
    """An attacker from anywhere, all day: lines of at most some 700 bytes."""
    clock = Clock()
    flood, lines = FloodFilter(clock), 0
    for second in range(0, 3600, 3):
        clock.now = float(second)
        many = [record_of("x", asker=f"10.0.{second % 250}.{n}") for n in range(20)]
        lines += len(passing(flood, many))

    assert lines * 24 * 700 < 50 * 1024 * 1024
