"""Personal data is found however people write it; what looks like it and is not is left alone."""

import pytest

from toasoan.questions.personal_data import KnownPerson, find_personal_data

PERSON = KnownPerson(
    name="Lê Thị Mẫu",
    phone="0909 000 111",
    email="mau@example.org",
    address="12 đường Hoa Mẫu, phường 3",
)


def found(text, person=PERSON, **more):
    return [text[one.start : one.end] for one in find_personal_data(text, person, **more)]


@pytest.mark.parametrize(
    "words",
    [
        "0909000111",
        "0909 000 111",
        "0909.000.111",
        "+84 909 000 111",
        "(0293) 3876 543",
        "02933.876.543",
        "".join(chr(0xFF10 + int(digit)) for digit in "0909000111"),
        "001085000123",
        "001 085 000 123",
        "363123456",
        "mau@example.org",
        "mau (at) example.org",
        "MAU@EXAMPLE.ORG",
        "Lê Thị Mẫu",
        "LE THI MAU",
        "lê  thị\nmẫu",
        "bà Mẫu",
        "chị mẫu",
        "12 đường Hoa Mẫu, phường 3",
    ],
)
def test_it_is_marked(words):
    text = f"Người hỏi: {words}, xin trả lời."

    assert found(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Luật 104/2016/QH13, Nghị định 43/2011/NĐ-CP ngày 13/6/2011",
        "Nộp 1.012.000.000 đồng trước ngày 20/4/2026 lúc 08:30",
        "Thời hạn 15 ngày làm việc, khoản 1 Điều 112, trang 12-15",
        "Đây là ví dụ mẫu, biểu mẫu số 01 theo mẫu đơn",
        "Gọi 113 hoặc 1900 6789",
        "Từ 01.02.2026 đến 03.02.2026",
    ],
)
def test_it_is_left_alone(text):
    assert found(text) == []


def test_phones_and_addresses_of_offices_may_stand():
    text = "Liên hệ 0293 3876 543 hoặc vanphong@example.gov.vn, không gọi 0909 000 111."

    assert found(text, public_contacts=["(0293) 3876.543, vanphong@example.gov.vn"]) == [
        "0909 000 111"
    ]


def test_a_name_of_one_word_is_found_after_an_address_only():
    person = KnownPerson(name="An")

    assert found("Kính gửi ông An, xã Mỹ An", person) == ["ông An"]


def test_without_a_known_sender_numbers_and_mail_are_still_found():
    assert found("Lê Thị Mẫu, 0909 000 111", KnownPerson()) == ["0909 000 111"]
