"""What a person can set, and what she reads when she sets it wrong."""

import re
import stat
from pathlib import Path

import pytest

from toasoan.conf import env
from toasoan.conf.settings_table import SETTINGS, EnvError


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch, tmp_path):
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.setenv("TOASOAN_DATA", str(tmp_path / "data"))


def test_every_variable_the_module_reads_is_in_the_table():
    source = Path(env.__file__).read_text(encoding="utf-8")

    read = set(re.findall(r"""environ\.get\("(\w+)"|_(?:whole_number|switch)\("(\w+)\"""", source))

    assert {first or second for first, second in read} == {row.name for row in SETTINGS}


def test_no_other_module_reads_the_environment():
    package = Path(env.__file__).parents[1]

    readers = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"os\.environ(\.get\(|\[\"\w+\"\](?! =))|getenv\(", path.read_text("utf-8"))
        and "tests" not in path.parts
        # The tests make themselves a data folder.
        and path.name != "test.py"
    ]

    assert readers == ["conf/env.py"]


def test_the_documentation_shows_the_same_table():
    text = (Path(env.__file__).parents[3] / "docs" / "operations.md").read_text(encoding="utf-8")

    for row in SETTINGS:
        assert f"| `{row.name}` | {row.type} | {row.default} | {row.meaning} |" in text
    assert len(re.findall(r"^\| `[A-Z_]+` \|", text, re.MULTILINE)) == len(SETTINGS)


def test_the_data_folder_is_var_in_the_project_unless_told_otherwise(monkeypatch):
    monkeypatch.delenv("TOASOAN_DATA")

    assert env.data_folder() == Path(env.__file__).parents[3] / "var"


@pytest.mark.parametrize("wrong", ["0", "65536", "-1", "80a", "8.0", "٨٠"])
def test_a_wrong_port_is_named_in_one_sentence(monkeypatch, wrong):
    monkeypatch.setenv("TOASOAN_PORT", wrong)

    with pytest.raises(EnvError, match="TOASOAN_PORT phải là số nguyên từ 1 đến 65535"):
        env.port()


def test_the_public_address_follows_host_and_port(monkeypatch):
    monkeypatch.setenv("TOASOAN_HOST", "::1")
    monkeypatch.setenv("TOASOAN_PORT", "8080")

    assert env.base_url() == "http://[::1]:8080"


def test_a_server_that_listens_everywhere_shows_an_address_that_opens(monkeypatch):
    monkeypatch.setenv("TOASOAN_HOST", "0.0.0.0")  # noqa: S104

    assert env.base_url() == "http://127.0.0.1:8000"


def test_the_site_answers_to_its_public_name_and_to_this_machine(monkeypatch):
    monkeypatch.setenv("TOASOAN_BASE_URL", "https://tin.example.vn/")

    assert env.base_url() == "https://tin.example.vn"
    assert {"tin.example.vn", "127.0.0.1", "localhost"} <= set(env.allowed_hosts())


@pytest.mark.parametrize(
    "wrong", ["tin.example.vn", "ftp://a.vn", "https://a.vn/tin", "http://:80"]
)
def test_a_wrong_public_address_is_refused(monkeypatch, wrong):
    monkeypatch.setenv("TOASOAN_BASE_URL", wrong)

    with pytest.raises(EnvError, match="TOASOAN_BASE_URL"):
        env.base_url()


def test_without_a_database_url_sqlite_lives_in_the_data_folder():
    database = env.database()

    assert database["NAME"] == str(env.data_folder() / "toasoan.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_database_url_is_taken_apart_and_decoded(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgres://t%C3%B2a:p%40ss%2Fw@db.example:6432/tin?sslmode=require"
    )

    database = env.database()

    assert database["ENGINE"] == "toasoan.databases.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("tòa", "p@ss/w")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "6432", "tin")
    assert database["OPTIONS"]["sslmode"] == "require"


def test_requests_wait_for_less_than_commands_and_the_address_has_the_last_word(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@b/c?connect_timeout=9")
    monkeypatch.setenv("TOASOAN_DATABASE_LOCK_SECONDS", "2")

    request, command = env.database_of_requests(), env.database()

    assert "statement_timeout=15000 -c lock_timeout=2000" in request["OPTIONS"]["options"]
    assert "statement_timeout=3600000 -c lock_timeout=30000" in command["OPTIONS"]["options"]
    assert (request["LONGEST_WAIT"], command["LONGEST_WAIT"]) == (20, 3605)
    assert request["OPTIONS"]["connect_timeout"] == "9"


def test_requests_wait_for_less_than_commands_for_a_locked_file():
    assert env.database_of_requests()["OPTIONS"]["timeout"] == 5
    assert env.database()["OPTIONS"]["timeout"] == 30


def test_a_socket_folder_may_stand_in_the_query(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://postgres:@/postgres?host=/run/socket")

    assert env.database()["HOST"] == "/run/socket"


@pytest.mark.parametrize(
    "wrong",
    [
        "mysql://a:secret@b/c",
        "postgresql://a:secret@b",
        "postgresql://a:secret@b/c/d",
        "postgresql://a:secret@b:port/c",
        "postgresql://a:secret@b:99999/c",
        "postgresql://a:secret@[b/c",
        "postgresql://a:secret@b/c?sslmode",
        "secret",
    ],
)
def test_a_wrong_database_url_is_refused_without_repeating_its_password(monkeypatch, wrong):
    monkeypatch.setenv("DATABASE_URL", wrong)

    with pytest.raises(EnvError, match="DATABASE_URL không đúng dạng") as refusal:
        env.database()

    assert "secret" not in str(refusal.value)


def test_an_unknown_database_option_is_named(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@b/c?sslmod=require")

    with pytest.raises(EnvError, match="sslmod"):
        env.database()


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it():
    first, second = env.secret_key(), env.secret_key()

    path = env.data_folder() / env.SECRET_FILE
    assert first == second
    assert len(first) > 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == [env.SECRET_FILE]


def test_a_key_that_cannot_be_written_is_a_sentence(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("TOASOAN_DATA", str(tmp_path / "file" / "data"))

    with pytest.raises(EnvError, match="khóa bí mật"):
        env.secret_key()


def test_without_a_mail_server_mail_is_printed():
    assert env.mail()["EMAIL_BACKEND"].endswith("PrintedMail")


@pytest.mark.parametrize(
    ("url", "host", "port", "uses_ssl", "uses_tls"),
    [
        ("smtp://toa:m%40t@thu.vidu.vn", "thu.vidu.vn", 587, False, True),
        ("smtps://toa:m%40t@thu.vidu.vn", "thu.vidu.vn", 465, True, False),
        ("smtp://toa:m%40t@thu.vidu.vn:2525", "thu.vidu.vn", 2525, False, True),
        # A relay on this machine: nothing travels over the network.
        ("smtp://127.0.0.1", "127.0.0.1", 25, False, False),
    ],
)
def test_a_mail_server_is_taken_apart_and_never_spoken_to_in_the_open(
    monkeypatch, url, host, port, uses_ssl, uses_tls
):
    monkeypatch.setenv("TOASOAN_SMTP_URL", url)
    monkeypatch.setenv("TOASOAN_MAIL_FROM", "Tòa soạn <toa-soan@vidu.vn>")

    mail = env.mail()

    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"]) == (host, port)
    assert (mail["EMAIL_USE_SSL"], mail["EMAIL_USE_TLS"]) == (uses_ssl, uses_tls)
    assert mail["EMAIL_HOST_PASSWORD"] == ("m@t" if "@thu" in url else "")
    assert mail["DEFAULT_FROM_EMAIL"] == "Tòa soạn <toa-soan@vidu.vn>"


@pytest.mark.parametrize(
    "wrong",
    ["thu.vidu.vn", "http://thu.vidu.vn", "smtp://:25", "smtp://a:mat-khau@b:99999", "smtp://a/b"],
)
def test_a_wrong_mail_server_is_named_without_its_password(monkeypatch, wrong):
    monkeypatch.setenv("TOASOAN_SMTP_URL", wrong)
    monkeypatch.setenv("TOASOAN_MAIL_FROM", "toa-soan@vidu.vn")

    with pytest.raises(EnvError, match="TOASOAN_SMTP_URL không đúng dạng") as refusal:
        env.mail()

    assert "mat-khau" not in str(refusal.value)


def test_a_mail_server_needs_a_sender(monkeypatch):
    monkeypatch.setenv("TOASOAN_SMTP_URL", "smtp://thu.vidu.vn")

    with pytest.raises(EnvError, match="phải đặt cả TOASOAN_MAIL_FROM"):
        env.mail()
    monkeypatch.setenv("TOASOAN_MAIL_FROM", "Tòa soạn")
    with pytest.raises(EnvError, match="phải là địa chỉ thư"):
        env.mail()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://127.0.0.1:9200",
        "https://toa:m%40t@tim.vidu.vn:9200/tin-tuc",
        "http://[::1]:9200/a",
    ],
)
def test_opensearch_is_named_by_its_address(monkeypatch, url):
    monkeypatch.setenv("TOASOAN_SEARCH_URL", url)

    assert env.search_url() == url


@pytest.mark.parametrize(
    "wrong",
    ["tim.vidu.vn", "ftp://tim.vidu.vn", "http://a:mat-khau@b:99999", "http://a:mat-khau@b/Tin",
     "http://b/a/b", "http://b/_all", "http://b/*", "http://b/a?x=1"],
)  # fmt: skip
def test_a_wrong_address_of_opensearch_is_named_without_its_password(monkeypatch, wrong):
    monkeypatch.setenv("TOASOAN_SEARCH_URL", wrong)

    with pytest.raises(EnvError, match="TOASOAN_SEARCH_URL không đúng dạng") as refusal:
        env.search_url()

    assert "mat-khau" not in str(refusal.value)


def test_private_networks_are_named_one_by_one(monkeypatch):
    assert env.private_networks() == ()
    monkeypatch.setenv("TOASOAN_PRIVATE_NETWORKS", "10.20.0.0/16, 192.168.7.9")

    assert env.private_networks() == ("10.20.0.0/16", "192.168.7.9/32")
    monkeypatch.setenv("TOASOAN_PRIVATE_NETWORKS", "10.20.0.1/16")
    with pytest.raises(env.EnvError, match="TOASOAN_PRIVATE_NETWORKS"):
        env.private_networks()
