"""``toasoan backup`` and ``toasoan restore``: the same agency in another place."""

import re

import pytest

from tests.installation import Installation, one_sentence


@pytest.fixture(scope="module")
def backup(agency, tmp_path_factory):
    """Return a backup made while the agency was running, and the pages it showed then."""
    installation, _first = agency
    path = tmp_path_factory.mktemp("backup") / "toasoan.tar.gz"
    with installation.running() as server:
        done = installation.run("backup", str(path))
        pages = look_around(server)
    assert done.returncode == 0, done.stderr
    return path, pages


def look_around(server):
    """Return the home page, every page it links to, and their photos."""
    status, home = server.get("/")
    assert status == 200
    paths = set(re.findall(r'(?:href|src)="(/[^"#]*)"', home))
    paths = sorted(path for path in paths if not path.startswith(("/toa-soan", "/static")))
    assert len(paths) > 20
    return {path: fixed(server.get(path)) for path in paths}


def fixed(answer):
    """Return a page without what is new at every look: tokens, and the counter of visits."""
    status, text = answer
    return status, re.sub(r'(csrf[^"]*" value|nonce)="[^"]+"|data-number="\w+"[^<]*', "", text)


def test_a_restored_agency_shows_the_same_pages(backup, tmp_path, new_database, agency):
    path, pages = backup
    source, _first = agency
    # The address of the server stands in feeds and links, so the copy takes the same port.
    copy = Installation(tmp_path / "place" / "var", new_database(), port=source.port)

    done = copy.run("restore", str(path))
    with copy.running() as server:
        again = look_around(server)

    assert done.returncode == 0, done.stderr
    assert again.keys() == pages.keys()
    assert [path for path in pages if pages[path] != again[path]] == []


def test_a_backup_moves_to_sqlite_and_back(backup, tmp_path, agency, new_database):
    """In the run on PostgreSQL: from one engine to the other and back."""
    path, _pages = backup
    source, _first = agency
    light = Installation(tmp_path / "light" / "var")
    back = Installation(tmp_path / "back" / "var", new_database())
    (tmp_path / "light").mkdir()
    (tmp_path / "back").mkdir()

    done = [
        light.run("restore", str(path)),
        light.run("backup", str(tmp_path / "light.tar.gz")),
        back.run("restore", str(tmp_path / "light.tar.gz")),
    ]

    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * 3
    half_year = ("--from", "2023-01-01", "--to", "2023-06-30", "--json")
    figures = {place.run("figures", *half_year).stdout for place in (source, light, back)}
    assert len(figures) == 1


def test_a_backup_is_restored_into_an_empty_place_only(backup, agency):
    path, _pages = backup
    installation, _first = agency

    done = installation.run("restore", str(path))

    assert done.returncode == 2
    assert "trống" in done.stderr


def test_a_broken_backup_restores_nothing(backup, tmp_path, new_database):
    path, _pages = backup
    broken = tmp_path / "broken.tar.gz"
    content = path.read_bytes()
    broken.write_bytes(content[: len(content) // 2])
    copy = Installation(tmp_path / "place" / "var", new_database())

    done = copy.run("restore", str(broken))

    assert done.returncode == 2
    assert "hỏng" in done.stderr
    assert not copy.folder.exists()


def test_a_backup_never_overwrites_another(backup, agency):
    path, _pages = backup
    installation, _first = agency

    assert "đã có" in one_sentence(installation.run("backup", str(path)))
