"""The words that fill a template: units, places, people, dates and numbers of one event."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from toasoan.demo import agency, people
from toasoan.demo.people import DemoPerson

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_FEBRUARY, _MARCH, _NOVEMBER = 2, 3, 11
_QUARTERS = ("I", "II", "III", "IV")
_PROSECUTOR = "Kiểm sát viên"
_LUNAR_YEARS = {2023: "Quý Mão", 2024: "Giáp Thìn", 2026: "Bính Ngọ", 2027: "Đinh Mùi"}


@dataclass(frozen=True)
class DescribedEvent:
    """What happened: where, when, who wrote it; `morning` decides between Sáng and Chiều."""

    home: str
    day: date
    author: DemoPerson
    morning: bool

    @property
    def is_district(self) -> bool:
        """Whether a lower unit tells it."""
        return agency.district(self.home) is not None

    @property
    def reformed(self) -> bool:
        """Whether the regional units of 2025 already exist."""
        return self.day >= agency.REFORM_ON


def written_date(day: date) -> str:
    """A date as the house writes it: days below 10 and January, February with a zero.

    >>> written_date(date(2021, 6, 8)), written_date(date(2023, 2, 27))
    ('08/6/2021', '27/02/2023')
    """
    return f"{day.day:02d}/{_written_month(day)}"


def _written_month(day: date) -> str:
    month = f"{day.month:02d}" if day.month <= _FEBRUARY else str(day.month)
    return f"{month}/{day.year}"


def capital(text: str) -> str:
    """The text with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def words_for(event: DescribedEvent, rng: Random) -> dict[str, str]:
    """Every word a template may ask for, drawn once per story so that numbers agree."""
    words: dict[str, str] = {}
    for part in (_times, _places, _persons, _numbers):
        words |= part(event, rng)
    for name in (
        "when",
        "area",
        "head",
        "head_name",
        "chief",
        "officer",
        "prosecutor",
        "chief_short",
        "author",
    ):
        words[capital(name)] = capital(words[name])
    words["When"] = _opening(event, rng)
    return words


def _opening(event: DescribedEvent, rng: Random) -> str:
    part = "Sáng" if event.morning else "Chiều"
    day = written_date(event.day)
    weekday = WEEKDAYS[event.day.weekday()]
    return rng.choice(
        (f"{part} {day}", f"{part} ngày {day}", f"Ngày {day}", f"{part} {weekday}, ngày {day}")
    )


def _quarter(year: int, index: int) -> str:
    return f"quý {_QUARTERS[index % 4]}/{year + index // 4}"


def _times(event: DescribedEvent, _rng: Random) -> dict[str, str]:
    day = event.day
    quarter = (day.month - 1) // 3
    following = quarter + (1 if day.month % 3 == 0 or quarter * 3 + 1 < day.month else 0)
    return {
        "when": f"{'sáng' if event.morning else 'chiều'} {written_date(day)}",
        "date": written_date(day),
        "year": str(day.year),
        "prev": str(day.year - 1),
        "month": f"tháng {_written_month(day)}",
        "quarter": _quarter(day.year, quarter),
        "quarter_done": _quarter(day.year, quarter)
        if day.month % 3 == 0
        else _quarter(day.year - 1, quarter + 3),
        "next_quarter": _quarter(day.year, following),
        "prev_quarter": _quarter(day.year - 1, quarter + 3),
        "next_period": _next_period(day),
        "founding": str(day.year - 1960),
        "invalids": str(day.year - 1947),
        "holiday": _holiday(day),
        "womens_day": f"nhân ngày Quốc tế Phụ nữ 08/3/{day.year}"
        if day.month == _MARCH
        else f"nhân ngày Phụ nữ Việt Nam 20/10/{day.year}",
    }


def _next_period(day: date) -> str:
    if day.month >= _NOVEMBER:
        return f"năm {day.year + 1}"
    return f"năm {day.year}" if day.month <= _FEBRUARY else f"6 tháng cuối năm {day.year}"


def _holiday(day: date) -> str:
    by_month = {
        4: f"30/4 và 01/5/{day.year}",
        8: f"Quốc khánh 02/9/{day.year}",
        12: f"Tết Dương lịch {day.year + 1}",
    }
    return by_month.get(day.month, f"Tết Nguyên đán {_LUNAR_YEARS.get(day.year, str(day.year))}")


def _places(event: DescribedEvent, rng: Random) -> dict[str, str]:
    district = agency.district(event.home)
    around = district or rng.choice(agency.DISTRICTS)
    communes = [name for name in around.communes if not event.reformed or "thị trấn" not in name]
    commune = rng.choice(communes)
    words = {
        "commune": commune,
        "commune_gov": f"Ủy ban nhân dân {commune}",
        "school": rng.choice(around.schools),
        "address": "số 12 đường Bờ Kè",
        "phone": agency.AGENCY.phone,
    }
    if district is None:
        words |= _department_places(event)
    elif event.reformed:
        words |= _regional_places(event, commune)
    else:
        words |= _district_places(event, district)
    words["cell"] = f"Chi bộ {words['unit']}"
    reformed = event.reformed
    words["traffic_law"] = (
        "Luật Trật tự, an toàn giao thông đường bộ" if reformed else "Luật Giao thông đường bộ"
    )
    words["custody_law"] = (
        "quy định của pháp luật về tạm giữ, tạm giam"
        if reformed
        else "Luật Thi hành tạm giữ, tạm giam"
    )
    return words


def _department_places(event: DescribedEvent) -> dict[str, str]:
    name = agency.unit(event.home).short_name
    return {
        "unit": f"{name} VKSND tỉnh",
        "unit_full": f"{name} Viện kiểm sát nhân dân (VKSND) tỉnh Sông Thương",
        "area": "tỉnh Sông Thương",
        "court": "Tòa án nhân dân tỉnh",
        "court_area": "TAND tỉnh",
        "police": "Công an tỉnh",
        "investigators": "Cơ quan Cảnh sát điều tra Công an tỉnh",
        "enforcement": "Thi hành án dân sự tỉnh"
        if event.reformed
        else "Cục Thi hành án dân sự tỉnh",
        "jail": "Trại tạm giam Công an tỉnh",
        "authority": "Ủy ban nhân dân tỉnh",
    }


def _district_places(event: DescribedEvent, district: agency.DemoDistrict) -> dict[str, str]:
    area = district.area
    return {
        "unit": agency.unit(event.home).short_name,
        "unit_full": f"Viện kiểm sát nhân dân (VKSND) {area}",
        "area": area,
        "court": f"Tòa án nhân dân {area}",
        "court_area": f"TAND {area}",
        "police": f"Công an {area}",
        "investigators": f"Cơ quan Cảnh sát điều tra Công an {area}",
        "enforcement": f"Chi cục Thi hành án dân sự {area}",
        "jail": f"Nhà tạm giữ Công an {area}",
        "authority": f"Ủy ban nhân dân {area}",
    }


def _regional_places(event: DescribedEvent, commune: str) -> dict[str, str]:
    """Since 2025: no district police, court, enforcement office or committee any more."""
    unit = agency.unit(agency.unit_code_on(event.home, event.day))
    region = unit.short_name.removeprefix("VKSND ")
    return {
        "unit": unit.short_name,
        "unit_full": f"Viện kiểm sát nhân dân (VKSND) {region} - Sông Thương",
        "area": region,
        "court": f"Tòa án nhân dân {region} - Sông Thương",
        "court_area": f"TAND {region}",
        "police": f"Công an {commune}",
        "investigators": "Cơ quan Cảnh sát điều tra Công an tỉnh",
        "enforcement": f"Phòng Thi hành án dân sự {region}",
        "jail": f"Phân trại tạm giam {region}",
        "authority": f"Ủy ban nhân dân {commune}",
    }


def _persons(event: DescribedEvent, rng: Random) -> dict[str, str]:
    head = people.vetters(event.home)[0]
    others = [who for who in people.contributors(event.home) if who != event.author]
    officer = rng.choice(others)
    chief = rng.choice([who for who in people.PEOPLE if who.username in people.CHIEFS])
    named: Callable[[DemoPerson], str] = lambda who: (  # noqa: E731  # three uses, one line
        f"đồng chí {who.full_name}, {people.full_post(who, event.day)}"
    )
    return {
        "head": named(head),
        "head_name": f"đồng chí {head.full_name}",
        "head_name_plain": f"đồng chí {head.full_name}",
        "chief": named(chief),
        "chief_name": f"đồng chí {chief.full_name}",
        "chief_short": f"{chief.post} {chief.full_name}",
        "officer": named(officer),
        "prosecutor": named(_prosecutor(event, officer)),
        "officer_name": f"đồng chí {officer.full_name}",
        "officer_plain": officer.full_name,
        "author": named(event.author),
    }


def _prosecutor(event: DescribedEvent, officer: DemoPerson) -> DemoPerson:
    """Who may speak for the procuracy at a trial: never an examiner (Kiểm tra viên)."""
    if officer.post == _PROSECUTOR:
        return officer
    named = (who for who in people.contributors(event.home) if who.post == _PROSECUTOR)
    return next(named, officer)


def _numbers(_event: DescribedEvent, rng: Random) -> dict[str, str]:
    small3 = rng.randint(2, 4)
    small2 = rng.randint(small3, 6)
    small = rng.randint(small2 + 1, 9)
    total = rng.randint(40, 180)
    done = round(total * rng.uniform(0.8, 0.98))
    rate = f"{100 * done / total:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return {
        "small": f"{small:02d}",
        "small2": f"{small2:02d}",
        "small3": f"{small3:02d}",
        "total": str(total),
        "done": str(done),
        "rate": rate,
        "cases": str(rng.randint(12, 48)),
        "n": str(rng.choice(range(45, 125, 5))),
        "students": str(rng.choice(range(180, 660, 10))),
        "gifts": str(rng.choice(range(20, 105, 5))),
        "gift_value": f"{rng.choice((300, 400, 500, 700))}.000 đồng",
        "total_money": f"{rng.randint(18, 85)}.{rng.choice(('000', '500'))}.000",
    }
