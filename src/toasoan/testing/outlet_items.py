"""Stories, and what outlets make of them: a made-up set with its truth, the same from one seed.

300 stories of procuracies and 1,000 items of outlets: whole texts under other headlines, cut ones,
two stories in one, reworded ones, digests; and items that come from no story of ours: other events
of the same kind, the same event written about by somebody else, pages of standing phrases. The
sentences are our own; no name is a real person's or place's.
"""

import random
from dataclasses import dataclass
from enum import StrEnum

STORIES, ITEMS = 300, 1_000


class Make(StrEnum):
    """How an item came about."""

    WHOLE = "whole"
    CUT = "cut"
    MERGED = "merged"
    REWORDED = "reworded"
    DIGEST = "digest"
    OTHER_EVENT = "other event"
    SAME_EVENT = "same event, another author"
    STANDING = "standing phrases"


#: How many items of each make; the rest are other events.
_SHARES = {
    Make.WHOLE: 160,
    Make.CUT: 160,
    Make.MERGED: 100,
    Make.REWORDED: 130,
    Make.DIGEST: 40,
    Make.SAME_EVENT: 80,
    Make.STANDING: 40,
}


@dataclass(frozen=True, slots=True)
class MadeStory:
    """A story of ours."""

    number: int
    headline: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join((self.headline, *self.paragraphs))


@dataclass(frozen=True, slots=True)
class MadeItem:
    """What an outlet published, and of which stories it is made."""

    make: Make
    headline: str
    paragraphs: tuple[str, ...]
    stories: frozenset[int]

    @property
    def text(self) -> str:
        return "\n".join((self.headline, *self.paragraphs))


@dataclass(frozen=True, slots=True)
class _Event:
    """What happened: the facts that every text about it names."""

    topic: str
    unit: str
    leader: str
    other: str
    place: str
    day: str
    number: int

    def filled(self, phrase: str) -> str:
        return phrase.format(
            unit=self.unit, leader=self.leader, other=self.other, place=self.place, day=self.day,
            n=self.number, m=self.number // 3 + 2,
        )  # fmt: skip


_PLACES = (
    "Tân Hòa", "Long Phú Đông", "An Khê Bắc", "Vĩnh Thuận Tây", "Hòa Lợi", "Phú Cường", "Mỹ An Nam",
    "Thạnh Xuân", "Đông Sơn Thượng", "Bình Trung", "Châu Hưng", "Lương Tâm Hạ", "Trường Thắng",
    "Xuân Lộc Trung", "Hiệp Đức Tây", "Nam Thành", "Ngọc Lâm", "Cẩm Đông",
)  # fmt: skip
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Dương", "Lý", "Mai")
_MIDDLE = ("Văn", "Thị", "Minh", "Hoàng", "Thanh", "Ngọc", "Quốc", "Kim", "Đức", "Hữu")
_GIVEN = (
    "Khải", "Lụa", "Vững", "Thắm", "Nhạn", "Sơn", "Duyên", "Phước", "Trọng", "Hậu", "Lam", "Tín",
    "Bích", "Quyên", "Đạt", "Nghi", "Toàn", "Yến",
)  # fmt: skip

#: A topic's headlines and what only its texts say. {m} and {n} are numbers of the event.
_TOPICS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "phiên tòa rút kinh nghiệm": (
        ("{unit} phối hợp tổ chức phiên tòa rút kinh nghiệm", "Rút kinh nghiệm vụ án tại {place}",
         "{place}: xét xử lưu động vụ án ma túy", "Nâng chất lượng tranh tụng qua một phiên tòa"),
        ("bị cáo {other} bị truy tố về tội mua bán trái phép chất ma túy với {n} lần bán hàng",
         "Kiểm sát viên {leader} công bố cáo trạng và tham gia xét hỏi {m} người làm chứng",
         "hội đồng xét xử tuyên phạt {other} {m} năm tù, tịch thu {n} triệu đồng",
         "vụ án có {m} bị cáo cùng trú tại {place} và được đưa ra xét xử trong {m} ngày",
         "người bào chữa đề nghị xem xét tình tiết giảm nhẹ cho {other} vì tự nguyện khai báo",
         "đại diện các phòng nghiệp vụ chấm điểm theo {n} tiêu chí của bảng đánh giá phiên tòa",
         "chứng cứ điện tử thu từ điện thoại của {other} được trình chiếu tại phòng xử"),
    ),
    "tuyên truyền pháp luật": (
        ("{unit} tuyên truyền pháp luật cho học sinh {place}", "Đưa pháp luật đến với {place}",
         "{n} học sinh {place} được nghe phổ biến pháp luật", "Phiên tòa giả định ở {place}"),
        ("hơn {n} học sinh Trường Trung học phổ thông {place} được nghe về phòng, chống bạo lực",
         "báo cáo viên {leader} kể lại {m} vụ án có thật do người dưới 18 tuổi gây ra",
         "em {other} đặt câu hỏi về trách nhiệm khi chia sẻ hình ảnh người khác lên mạng",
         "đoàn đã trao {n} tờ gấp và {m} suất học bổng cho học sinh vượt khó của {place}",
         "phần đố vui có thưởng thu hút {n} câu trả lời và kéo dài thêm {m} phút",
         "nhà trường đề nghị đưa nội dung giao thông đường thủy vào buổi nói chuyện kế tiếp"),
    ),
    "kiểm sát trại tạm giam": (
        ("{unit} trực tiếp kiểm sát nhà tạm giữ {place}", "Kiểm sát việc tạm giữ tại {place}",
         "Kết luận kiểm sát nhà tạm giữ Công an {place}", "Phát hiện thiếu sót qua kiểm sát"),
        ("đoàn gặp hỏi {n} người đang bị tạm giữ, kiểm tra {m} buồng của nhà tạm giữ {place}",
         "sổ thụ lý ghi thiếu giờ nhập của {m} trường hợp và thiếu chữ ký của cán bộ trực",
         "khẩu phần ăn của người bị tạm giữ được cân đối chiếu theo định lượng của {n} ngày",
         "trưởng nhà tạm giữ {other} tiếp thu và hứa khắc phục trong {m} ngày",
         "hệ thống ghi hình của {m} phòng làm việc không lưu đủ thời gian theo quy định",
         "đoàn yêu cầu chuyển {m} phạm nhân có quyết định thi hành án về trại giam đúng hạn"),
    ),
    "hội nghị sơ kết": (
        ("{unit} sơ kết công tác 6 tháng", "Sơ kết công tác kiểm sát ở {place}",
         "{place}: {n} vụ án được giải quyết trong 6 tháng", "Nhiều chỉ tiêu vượt nghị quyết"),
        ("trong 6 tháng, đơn vị thụ lý {n} tin báo, giải quyết {m} tin, không để quá hạn",
         "tỷ lệ giải quyết án hình sự đạt {m} phần trăm, vượt {m} điểm so với nghị quyết",
         "{other} trình bày tham luận về ban hành kiến nghị phòng ngừa trong lĩnh vực đất đai",
         "đơn vị ban hành {m} kháng nghị phúc thẩm, {n} kiến nghị khắc phục vi phạm",
         "hạn chế được nêu là {m} vụ án trả hồ sơ để điều tra bổ sung do thiếu giám định",
         "hội nghị thống nhất {m} nhóm giải pháp cho nửa năm còn lại của {unit}"),
    ),
    "đền ơn đáp nghĩa": (
        ("{unit} thăm gia đình chính sách ở {place}", "Nghĩa tình ngành Kiểm sát ở {place}",
         "Trao nhà tình nghĩa tại {place}", "{n} phần quà đến với bà con {place}"),
        ("ngôi nhà rộng {n} mét vuông của bà {other} được xây trong {m} tuần",
         "mỗi phần quà trị giá {n} nghìn đồng do công đoàn viên của {unit} đóng góp",
         "mẹ liệt sĩ {other} kể lại chuyện tiễn {m} người con ra mặt trận từ bến sông {place}",
         "đoàn thắp hương tại đền thờ liệt sĩ {place} và trồng {n} cây xanh quanh khuôn viên",
         "chính quyền {place} cho biết địa phương còn {m} căn nhà xuống cấp cần được sửa",
         "chi đoàn thanh niên sơn lại hàng rào và lắp {m} bóng đèn cho gia đình {other}"),
    ),
    "tập huấn nghiệp vụ": (
        ("{unit} tập huấn kỹ năng cho kiểm sát viên", "Tập huấn số hóa hồ sơ tại {place}",
         "{n} cán bộ kiểm sát dự lớp tập huấn", "Trao đổi kinh nghiệm kiểm sát khám nghiệm"),
        ("giảng viên {other} hướng dẫn lập sơ đồ tư duy cho hồ sơ vụ án có {n} bút lục",
         "học viên chia thành {m} nhóm để thực hành khám nghiệm hiện trường giả định",
         "chuyên đề số hóa hồ sơ được minh họa bằng {m} vụ án đã xét xử ở {place}",
         "bài kiểm tra cuối khóa có {n} câu, {m} học viên đạt điểm tối đa",
         "lớp học dành nửa ngày cho kỹ năng hỏi người dưới 18 tuổi và người bị hại là phụ nữ",
         "tài liệu được gửi trước {m} ngày để học viên đối chiếu với thực tế đơn vị"),
    ),
    "thi hành án dân sự": (
        ("{unit} kiểm sát cưỡng chế thi hành án", "Gỡ vướng thi hành án ở {place}",
         "Kiểm sát chặt việc kê biên tài sản tại {place}", "Trả {n} triệu đồng cho người dân"),
        ("bên phải thi hành án là {other} còn nợ {n} triệu đồng theo bản án có hiệu lực",
         "thửa đất {n} mét vuông ở {place} được kê biên nhưng giấy tờ ghi sai {m} mét cạnh",
         "chấp hành viên tổ chức đo đạc lại trước sự chứng kiến của {m} hộ giáp ranh",
         "đơn vị kiến nghị xử lý số tiền {n} triệu đồng tồn trong tài khoản tạm giữ",
         "sau {m} lần vận động, gia đình {other} tự nguyện tháo dỡ công trình",
         "kế hoạch cưỡng chế huy động {n} người và có phương án bảo vệ cho người già"),
    ),
    "chuyển đổi số": (
        ("{unit} đẩy mạnh chuyển đổi số", "Hồ sơ điện tử ở {place}", "Họp không giấy ở {unit}",
         "{n} bút lục được số hóa trong một tuần"),
        ("kho dữ liệu đã nhận {n} nghìn trang quét, giảm {m} giờ tra cứu mỗi tuần",
         "tổ giúp việc do {other} phụ trách viết phần mềm nhắc hạn cho {m} loại việc",
         "cán bộ ở {place} tham dự họp trực tuyến qua {m} điểm cầu thay vì đi {n} cây số",
         "chữ ký số được cấp cho {n} người, {m} người còn chờ đổi thiết bị",
         "dữ liệu cũ từ năm trước được nhập bù vào {m} buổi tối và ngày nghỉ",
         "bảng điện tử ở sảnh cho biết số vụ còn {m} ngày là hết hạn"),
    ),
}  # fmt: skip

#: What texts about anything say; put together of four parts.
_WHO = (
    "lãnh đạo đơn vị", "tập thể cán bộ, công chức", "tổ công tác", "{leader}", "ban tổ chức",
    "phòng nghiệp vụ tỉnh", "cấp ủy", "các đại biểu", "chi bộ", "cơ quan phối hợp", "{unit}",
    "đại diện chính quyền {place}", "công đoàn cơ sở", "nhiều ý kiến", "văn phòng tổng hợp",
)  # fmt: skip
_DID = (
    "đã chỉ ra", "cùng bàn cách khắc phục", "đánh giá cao", "nhắc lại", "thống nhất theo dõi",
    "kiến nghị bổ sung", "rà soát kỹ", "chia sẻ thẳng thắn về", "đề nghị nhân rộng", "làm rõ thêm",
    "yêu cầu báo cáo sớm về", "ghi nhận bước đầu của", "phân công người chịu trách nhiệm đối với",
    "đối chiếu với năm trước để thấy", "không đồng tình với", "dành phần lớn thời gian cho",
)  # fmt: skip
_WHAT = (
    "sự phối hợp giữa ba ngành tư pháp", "cách lập hồ sơ từ khâu đầu", "việc trả lời đơn của dân",
    "nền nếp trực nghiệp vụ cuối tuần", "những khoản chi chưa hợp lý", "tinh thần đoàn kết nội bộ",
    "chất lượng bản yêu cầu điều tra", "thói quen để dồn việc cuối kỳ", "vai trò nêu gương",
    "nguyên nhân của những vụ việc kéo dài", "cách tiếp dân ở vùng sâu", "khâu giao nhận vật chứng",
    "đề xuất luân chuyển cán bộ trẻ", "kết quả phong trào thi đua quý hai", "lịch kiểm tra chéo",
    "số liệu thống kê còn chênh lệch", "khó khăn về trụ sở và phương tiện", "việc học tập suốt đời",
    "kinh nghiệm của các xã đầu nguồn", "trách nhiệm của người đứng đầu",
)  # fmt: skip
_HOW = (
    "trong buổi chiều cùng ngày", "trước khi mùa mưa bắt đầu", "theo kế hoạch đã ký từ đầu năm",
    "với số phiếu tán thành cao", "dù thời gian chuẩn bị không nhiều", "để kịp báo cáo cấp trên",
    "bằng những ví dụ rất cụ thể", "sau khi nghe hai báo cáo chuyên đề", "ở từng khâu công việc",
    "và hẹn xem lại vào quý sau", "như cách nhiều địa phương đã làm", "trên cơ sở ý kiến của dân",
    "mà không chờ văn bản nhắc", "từ chính thực tế của {place}", "kèm thời hạn cho từng phần việc",
    "đúng vào dịp kỷ niệm ngày truyền thống", "khi nguồn kinh phí còn hạn hẹp",
)  # fmt: skip
#: Stand in every other text of the sector.
_STANDING = (
    "Phát biểu chỉ đạo, đồng chí Viện trưởng ghi nhận và biểu dương những kết quả đã đạt được.",
    "Thực hiện nhiệm vụ trọng tâm công tác năm, được sự quan tâm của cấp ủy và lãnh đạo Viện.",
    "Buổi làm việc diễn ra trong không khí dân chủ, nghiêm túc và thành công tốt đẹp.",
    "Kết thúc chương trình, các đại biểu chụp ảnh lưu niệm cùng lãnh đạo đơn vị.",
    "Viện kiểm sát nhân dân thực hành quyền công tố, kiểm sát hoạt động tư pháp.",
    "Hội nghị được tổ chức theo hình thức trực tiếp kết hợp trực tuyến đến các điểm cầu.",
)
_OF_OUTLETS = (
    "Mời bạn đọc theo dõi thêm tin tức trong ngày tại chuyên mục Pháp luật của tòa soạn.",
    "Mọi ý kiến đóng góp xin gửi về hộp thư bạn đọc của báo.",
    "Ghi rõ nguồn khi phát hành lại thông tin từ trang này.",
)
_HEADLINES_OF_OUTLETS = (
    "Chuyển biến từ cơ sở", "Ghi nhận ở {place}", "Dấu ấn của những người giữ quyền công tố",
    "Tin trong tỉnh", "Siết chặt kỷ cương", "Câu chuyện pháp luật", "Gần dân để hiểu dân",
    "Từ một việc làm thiết thực", "Nhìn lại một ngày làm việc", "{place}: khi luật đi vào đời",
)  # fmt: skip
#: What rewording does with words of a text.
_OTHER_WORDS = {
    "Viện kiểm sát nhân dân": "VKSND", "hội đồng xét xử": "HĐXX", "Kiểm sát viên": "KSV",
    "đã chỉ ra": "nêu ra", "đánh giá cao": "khen ngợi", "triệu đồng": "triệu",
    "được nghe": "đã nghe", "rà soát kỹ": "soát lại", "trong buổi chiều cùng ngày": "ngay chiều đó",
    "học sinh": "các em",
    "kiến nghị bổ sung": "đề nghị thêm", "đơn vị": "cơ quan", "cán bộ": "anh chị em", "hơn": "trên",
}  # fmt: skip


def made_set(seed: int = 1) -> tuple[list[MadeStory], list[MadeItem]]:
    """The stories and the items, shuffled; the same for the same seed."""
    return _Maker(random.Random(seed)).made()  # noqa: S311  # no secret


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._events = [self._event() for _number in range(STORIES)]
        self._stories = [self._story(at, event) for at, event in enumerate(self._events)]

    def made(self) -> tuple[list[MadeStory], list[MadeItem]]:
        make = {
            Make.WHOLE: self._whole,
            Make.CUT: self._cut,
            Make.MERGED: self._merged,
            Make.REWORDED: self._reworded,
            Make.DIGEST: self._digest,
            Make.SAME_EVENT: self._same_event,
            Make.STANDING: self._standing,
        }
        items = [make[kind]() for kind, number in _SHARES.items() for _one in range(number)]
        items += [self._other_event() for _one in range(ITEMS - len(items))]
        self._chance.shuffle(items)
        return self._stories, items

    # Texts

    def _event(self) -> _Event:
        place = self._chance.choice(_PLACES)
        return _Event(
            topic=self._chance.choice(tuple(_TOPICS)),
            unit=f"Viện kiểm sát nhân dân khu vực {self._chance.randint(1, 12)}",
            leader=self._person(),
            other=self._person(),
            place=place,
            day=f"{self._chance.randint(1, 28)}/{self._chance.randint(1, 12)}",
            number=self._chance.randint(8, 480),
        )

    def _person(self) -> str:
        return " ".join(map(self._chance.choice, (_FAMILY, _MIDDLE, _GIVEN)))

    def _paragraphs(self, event: _Event) -> tuple[str, ...]:
        """An opening and three to six paragraphs about an event."""
        opening = f"Ngày {event.day}, tại {event.place}, {event.unit} tổ chức {event.topic}"
        own = list(_TOPICS[event.topic][1])
        self._chance.shuffle(own)
        paragraphs = [f"{opening}; {event.filled(own.pop())}. {self._general(event)}"]
        for _number in range(self._chance.randint(3, 6)):
            sentences = [self._general(event) for _one in range(self._chance.randint(1, 3))]
            if own:
                sentences.insert(0, _sentence(event.filled(own.pop())))
            if self._chance.random() < 0.4:
                sentences.append(self._chance.choice(_STANDING))
            paragraphs.append(" ".join(sentences))
        return tuple(paragraphs)

    def _general(self, event: _Event) -> str:
        parts = (_WHO, _DID, _WHAT, _HOW)
        return _sentence(event.filled(" ".join(map(self._chance.choice, parts))))

    def _story(self, number: int, event: _Event) -> MadeStory:
        headline = event.filled(self._chance.choice(_TOPICS[event.topic][0]))
        return MadeStory(number, headline, self._paragraphs(event))

    # Items

    def _item(self, make: Make, paragraphs: tuple[str, ...], *stories: MadeStory) -> MadeItem:
        event = self._chance.choice(self._events)
        headline = event.filled(self._chance.choice(_HEADLINES_OF_OUTLETS))
        ending = self._chance.sample(_OF_OUTLETS, self._chance.randint(0, 2))
        of = frozenset(story.number for story in stories)
        return MadeItem(make, headline, (*paragraphs, *ending), of)

    def _whole(self) -> MadeItem:
        story = self._chance.choice(self._stories)
        return self._item(Make.WHOLE, story.paragraphs, story)

    def _cut(self) -> MadeItem:
        story = self._chance.choice(self._stories)
        kept = self._chance.randint(1, max(1, len(story.paragraphs) // 2))
        return self._item(Make.CUT, story.paragraphs[:kept], story)

    def _merged(self) -> MadeItem:
        one, other = self._chance.sample(self._stories, 2)
        parts = one.paragraphs[: self._chance.randint(2, 4)]
        return self._item(Make.MERGED, (*parts, *other.paragraphs[1:]), one, other)

    def _reworded(self) -> MadeItem:
        """Other words, sentences left out, some of the outlet's own between them."""
        story = self._chance.choice(self._stories)
        event = self._events[story.number]
        paragraphs = []
        for paragraph in story.paragraphs:
            changed = paragraph
            for before, after in _OTHER_WORDS.items():
                changed = changed.replace(before, after)
            kept = [one for one in changed.split(". ") if self._chance.random() < 0.8]
            kept.insert(self._chance.randint(0, len(kept)), self._general(event).rstrip("."))
            paragraphs.append(". ".join(kept))
        return self._item(Make.REWORDED, tuple(paragraphs), story)

    def _digest(self) -> MadeItem:
        stories = self._chance.sample(self._stories, self._chance.randint(3, 5))
        paragraphs = tuple(self._chance.choice(story.paragraphs[:2]) for story in stories)
        return self._item(Make.DIGEST, paragraphs, *stories)

    def _other_event(self) -> MadeItem:
        return self._item(Make.OTHER_EVENT, self._paragraphs(self._event()))

    def _same_event(self) -> MadeItem:
        """The facts of a story of ours in sentences of somebody else's."""
        event = self._chance.choice(self._events)
        sentences = [
            f"{event.place} những ngày này nhắc nhiều đến {event.topic} hôm {event.day}.",
            f"Theo {event.leader}, {event.number} là con số mà {event.unit} muốn giữ.",
            *(self._general(event) for _one in range(self._chance.randint(4, 8))),
            f"Còn {event.other} thì mong mọi việc ở {event.place} sớm đâu vào đấy.",
        ]
        return self._item(Make.SAME_EVENT, tuple(sentences))

    def _standing(self) -> MadeItem:
        return self._item(Make.STANDING, tuple(self._chance.sample(_STANDING, 4)))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
