"""The public holidays that every agency begins with; the webmaster keeps them from then on.

Bộ luật Lao động 2019 (45/2019/QH14), Điều 112 khoản 1 fixes the days, Điều 111 khoản 3 the day off
for one that falls on a weekend; Nghị quyết 28/2026/QH16 adds 24/11 from 2026. Which five days Tết
takes, the second day of Quốc khánh, and exchanged days are announced year by year (Điều 112
khoản 3): the number of the announcement stands beside the days. What is not announced yet is
marked as expected; no announcement is guessed.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """Days off, or (`worked`) weekend days worked in exchange."""

    name: str
    first_on: dt.date
    last_on: dt.date
    decision: str
    worked: bool = False
    is_expected: bool = False


NEW_YEAR, TET, HUNG = "Tết Dương lịch", "Tết Nguyên đán", "Giỗ Tổ Hùng Vương"
VICTORY, LABOUR, NATIONAL = "Ngày Chiến thắng", "Quốc tế Lao động", "Quốc khánh"
CULTURE = "Ngày Văn hóa Việt Nam"
_LAW = "Bộ luật Lao động 2019, Điều 112 khoản 1"
_MOVED = "Bộ luật Lao động 2019, Điều 111 khoản 3"
_CULTURE_LAW = "Nghị quyết 28/2026/QH16"
_OPEN = "Chưa có thông báo; ngày dự kiến theo Bộ luật Lao động 2019, Điều 112"
_OF_2024 = "Thông báo 5015/TB-LĐTBXH ngày 22/11/2023"
_SWAP_2024 = "Thông báo 1570/TB-BLĐTBXH ngày 12/4/2024"
_OF_2025 = "Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024"
_OF_2026 = "Thông báo 9441/TB-BNV ngày 16/10/2025"
_SWAP_2026 = "Công văn 12729/VPCP-KGVX ngày 25/12/2025"


def _day(year: int, month: int, day: int, name: str, decision: str = _LAW) -> PublicHoliday:
    when = dt.date(year, month, day)
    return PublicHoliday(name, when, when, decision)


def _days(first: dt.date, last: dt.date, name: str, decision: str) -> PublicHoliday:
    return PublicHoliday(name, first, last, decision)


def _worked(year: int, month: int, day: int, name: str, decision: str) -> PublicHoliday:
    when = dt.date(year, month, day)
    return PublicHoliday(f"Làm bù: {name}", when, when, decision, worked=True)


def _expected(first: dt.date, last: dt.date, name: str) -> PublicHoliday:
    return PublicHoliday(name, first, last, _OPEN, is_expected=True)


PUBLIC_HOLIDAYS: tuple[PublicHoliday, ...] = (
    _day(2024, 1, 1, NEW_YEAR),
    _days(dt.date(2024, 2, 8), dt.date(2024, 2, 14), TET, _OF_2024),
    _day(2024, 4, 18, HUNG),
    _day(2024, 4, 29, f"Nghỉ hoán đổi: {VICTORY}", _SWAP_2024),
    _day(2024, 4, 30, VICTORY),
    _day(2024, 5, 1, LABOUR),
    _worked(2024, 5, 4, VICTORY, _SWAP_2024),
    _days(dt.date(2024, 9, 2), dt.date(2024, 9, 3), NATIONAL, _OF_2024),
    _day(2025, 1, 1, NEW_YEAR),
    _days(dt.date(2025, 1, 27), dt.date(2025, 1, 31), TET, _OF_2025),
    _day(2025, 4, 7, HUNG),
    _worked(2025, 4, 26, LABOUR, _OF_2025),
    _day(2025, 4, 30, VICTORY),
    _day(2025, 5, 1, LABOUR),
    _day(2025, 5, 2, f"Nghỉ hoán đổi: {LABOUR}", _OF_2025),
    _days(dt.date(2025, 9, 1), dt.date(2025, 9, 2), NATIONAL, _OF_2025),
    _day(2026, 1, 1, NEW_YEAR),
    _day(2026, 1, 2, f"Nghỉ hoán đổi: {NEW_YEAR}", _SWAP_2026),
    _worked(2026, 1, 10, NEW_YEAR, _SWAP_2026),
    _days(dt.date(2026, 2, 16), dt.date(2026, 2, 20), TET, _OF_2026),
    _day(2026, 4, 26, HUNG),
    _day(2026, 4, 27, f"Nghỉ bù: {HUNG}", _MOVED),
    _day(2026, 4, 30, VICTORY),
    _day(2026, 5, 1, LABOUR),
    _worked(2026, 8, 22, NATIONAL, _OF_2026),
    _day(2026, 8, 31, f"Nghỉ hoán đổi: {NATIONAL}", _OF_2026),
    _days(dt.date(2026, 9, 1), dt.date(2026, 9, 2), NATIONAL, _OF_2026),
    _day(2026, 11, 24, CULTURE, _CULTURE_LAW),
    _day(2027, 1, 1, NEW_YEAR),
    # Mùng 1 is Saturday 06/02/2027; these days are off whichever five days are announced.
    _expected(dt.date(2027, 2, 5), dt.date(2027, 2, 10), TET),
    _day(2027, 4, 16, HUNG),
    _day(2027, 4, 30, VICTORY),
    _day(2027, 5, 1, LABOUR),
    _day(2027, 5, 3, f"Nghỉ bù: {LABOUR}", _MOVED),
    _day(2027, 9, 2, NATIONAL),
    _expected(dt.date(2027, 9, 3), dt.date(2027, 9, 3), f"{NATIONAL} (ngày liền kề)"),
    _day(2027, 11, 24, CULTURE, _CULTURE_LAW),
)
