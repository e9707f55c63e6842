"""Options and questions of ``toasoan init``, without Django and without a terminal."""

import pytest

from toasoan.operations.init_answers import (
    InitAnswers,
    UnitAnswer,
    answers_from_options,
    answers_from_questions,
    parse,
    unit_of,
)
from toasoan.refusals import RefusedError

BASE = ("tin.vidu.vn", 443)
NAME = "Viện kiểm sát nhân dân tỉnh Sông Thử"


def from_options(*arguments):
    return answers_from_options(parse(arguments), BASE)


def test_what_is_left_out_is_derived():
    answers = from_options("--name", NAME, "--webmaster", "Lê Thị Quản")

    assert answers.short_name == "VKSND tỉnh Sông Thử"
    assert answers.code == "vksnd-tinh-song-thu"
    assert (answers.host, answers.port) == BASE


def test_another_host_than_that_of_the_settings_is_reached_over_tls():
    answers = answers_from_options(
        parse(["--name", NAME, "--webmaster", "Lê Thị Quản", "--host", "Tin.Khac.vn"]),
        ("127.0.0.1", 8000),
    )

    assert (answers.host, answers.port) == ("tin.khac.vn", 443)


def test_a_unit_is_a_name_or_a_name_with_short_name_and_code():
    assert unit_of("Viện kiểm sát nhân dân khu vực 1") == UnitAnswer(
        "Viện kiểm sát nhân dân khu vực 1", "VKSND khu vực 1", "vksnd-khu-vuc-1"
    )
    assert unit_of("Phòng 1 | P1 | phong1") == UnitAnswer("Phòng 1", "P1", "phong1")


def test_without_a_terminal_everything_missing_is_named_at_once():
    with pytest.raises(RefusedError, match=r"--name, --webmaster"):
        from_options()


def test_all_wrong_answers_are_told_together(tmp_path):
    with pytest.raises(RefusedError) as refused:
        from_options(
            "--name", NAME, "--webmaster", "Lê Thị Quản", "--code", "Mã Sai", "--host", "sai_mien",
            "--email", "khong-phai-thu", "--people", str(tmp_path / "khong-co.xlsx"),
        )  # fmt: skip

    for part in ("Mã Sai", "sai_mien", "khong-phai-thu", "khong-co.xlsx"):
        assert part in str(refused.value)


def test_a_list_that_this_user_may_not_read_is_told_like_one_that_is_missing(monkeypatch):
    def closed(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.is_file", closed)
    monkeypatch.setattr("os.access", lambda path, mode: False)

    with pytest.raises(RefusedError, match="không có quyền đọc"):
        from_options(
            "--name", NAME, "--webmaster", "Lê Thị Quản", "--people", "/kin/danh-sach.xlsx"
        )


@pytest.mark.parametrize("arguments", [["--khong-co"], ["tham-so"], ["--name"]])
def test_an_option_that_does_not_exist_is_refused_in_vietnamese(arguments):
    with pytest.raises(RefusedError, match="toasoan init --help"):
        parse(arguments)


def test_questions_are_asked_for_what_is_missing_and_again_after_a_wrong_answer():
    replies = iter(
        ["", NAME, "", "Mã Sai", "songthu", "", "", "Phòng 1", "", "Lê Thị Quản", "", "sai", ""]
    )
    questions, said = [], []

    def ask(question):
        questions.append(question)
        return next(replies)

    answers = answers_from_questions(parse([]), BASE, ask, said.append)

    assert (answers.name, answers.code, answers.host) == (NAME, "songthu", "tin.vidu.vn")
    assert answers.short_name == "VKSND tỉnh Sông Thử"
    assert [unit.code for unit in answers.units] == ["phong-1"]
    assert answers.email == ""
    assert questions.count("Tên đầy đủ của cơ quan: ") == 2
    assert any("Mã Sai" in sentence for sentence in said)
    assert any("“sai”" in sentence for sentence in said)


def test_an_option_answers_its_question():
    def ask(question):
        assert "Tên đầy đủ" not in question
        assert "Đơn vị" not in question
        return "" if "quản trị" not in question else "Lê Thị Quản"

    answers = answers_from_questions(
        parse(["--name", NAME, "--unit", "Phòng 1"]), BASE, ask, lambda sentence: None
    )

    assert answers.name == NAME
    assert len(answers.units) == 1


def test_the_answers_survive_the_way_to_the_other_process():
    answers = from_options("--name", NAME, "--webmaster", "Lê Thị Quản", "--unit", "Phòng 1")

    assert InitAnswers.from_json(answers.to_json()) == answers
