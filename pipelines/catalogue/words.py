"""Rules in words, Vietnamese first: what stands in columns of standards.csv as a sentence."""

from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from functools import cache

from pipelines.runtime.kinds import kinds
from pipelines.runtime.legal import Standard
from pipelines.runtime.profile import Profile

LANGUAGES = ("vi", "en")
UNITS = {
    "vi": {"working_day": "ngày làm việc", "calendar_day": "ngày", "month": "tháng", "hour": "giờ", "working_hour": "giờ làm việc"},
    "en": {"working_day": "working day", "calendar_day": "day", "month": "month", "hour": "hour", "working_hour": "working hour"},
}
STATUS = {
    "vi": {"confirmed": "ĐÃ XÁC NHẬN", "seen": "ĐÃ ĐỌC BẢN SAO, CHƯA XÁC NHẬN", "to_confirm": "CẦN XÁC NHẬN (ghi theo trí nhớ)"},
    "en": {"confirmed": "CONFIRMED", "seen": "READ IN A COPY, not confirmed", "to_confirm": "TO CONFIRM (from memory)"},
}
MEASURE = {
    "vi": {"scored": "có chấm điểm, cảnh báo", "indicative": "chỉ tham khảo, không đánh giá tỷ lệ", "not_measured": "KHÔNG ĐO"},
    "en": {"scored": "scored and flagged", "indicative": "indicative only, its rate is not judged", "not_measured": "NOT MEASURED"},
}
TIERS = {
    "vi": {"city": "thành phố", "department": "sở, ngành", "commune": "xã, phường", "ward": "phường"},
    "en": {"city": "city", "department": "departments", "commune": "communes and wards", "ward": "wards"},
}
OWED_BY = {
    "vi": {
        "agency": "đơn vị của vụ việc", "inspecting_agency": "cơ quan tiến hành thanh tra, kiểm tra",
        "parent_agency": "cơ quan cấp trên trực tiếp", "city": "thành phố",
    },
    "en": {
        "agency": "the agency of the case", "inspecting_agency": "the inspecting body", "parent_agency": "the superior agency",
        "city": "the city",
    },
}  # fmt: skip
COMPUTED_BY = {
    "vi": {
        "clock": "theo từng vụ việc: ngày kết thúc so với hạn", "posting": "theo từng vụ việc: thời gian niêm yết đủ hay chưa",
        "register": "theo sổ nghĩa vụ định kỳ: mỗi kỳ một nghĩa vụ",
        "register_by_document": "theo sổ nghĩa vụ định kỳ: mỗi văn bản (số hiệu) trong kỳ một nghĩa vụ", "presence": "theo từng vụ việc: có hay không",
        "figure": "theo số liệu tự báo cáo: tử số trên mẫu số của kỳ", "columns": "theo hai số liệu của cùng một dòng: tử số trên mẫu số",
        "days_per_period": "theo lịch: số ngày đã tổ chức trong mỗi kỳ", "events_per_case": "theo từng vụ việc: số lần xảy ra",
    },
    "en": {
        "clock": "case by case: the end against the due date", "posting": "case by case: has it stood long enough",
        "register": "from the register of periodic duties: one duty a period",
        "register_by_document": "from the register of periodic duties: one duty for every document (number) of the period", "presence": "case by case: is it there or not",
        "figure": "from self-reported counts: numerator over denominator of the period",
        "columns": "from two figures of one row: numerator over denominator",
        "days_per_period": "from the calendar: days held in every period", "events_per_case": "case by case: how often it happened",
    },
}  # fmt: skip


def close_names(name: str, known: Iterable[str]) -> str:
    """What a reader may have meant by `name`; where nothing is near, how many names there are and where they stand."""
    names = sorted(set(known))
    near = get_close_matches(name, names, 5, 0.5) or [other for other in names if name.lower() in other.lower()][:5]
    return f"did you mean: {', '.join(near)}?" if near else f"see docs/generated: {len(names)} names, from {names[0]} to {names[-1]}"


class Words:
    """The words of one profile in one language."""

    def __init__(self, profile: Profile, language: str) -> None:
        self.profile, self.language = profile, language
        self.vi = language == "vi"
        self._events = {e.event: e.name_vi if self.vi else e.name_en for e in profile.event_names}
        self._agencies = {a.agency_id: a.name_vi if self.vi else a.name_en for a in profile.agencies}

    def say(self, vi: str, en: str) -> str:
        return vi if self.vi else en

    def event(self, name: str) -> str:
        """An event as people call it; its code where the profile's events.csv does not name it."""
        return self._events.get(name, name.replace("_", " "))

    def agency(self, agency_id: str | None) -> str:
        return self._agencies.get(agency_id or "", agency_id or "")

    def kind(self, name: str) -> str:
        return kinds()[name].file.text("title", self.language) if name in kinds() else name

    def name(self, standard: Standard) -> str:
        return standard.name_vi if self.vi else standard.name_en

    def amount(self, value: Decimal | int, unit: str | None) -> str:
        """`7 ngày làm việc`, `1 working day`."""
        word = UNITS[self.language].get(unit or "", "")
        if not self.vi and word and value != 1:
            word += "s"
        return f"{number(value, self.language)} {word}".strip()

    def status(self, standard: Standard) -> str:
        """The status as nobody can overlook it; who confirmed it, when, and from what."""
        word = STATUS[self.language][standard.status]
        said = [c for c in self.profile.confirmations if c.standard_id == standard.standard_id]
        return f"{word} ({said[-1].by}, {said[-1].on:%d/%m/%Y}: {said[-1].source})" if said else word

    def tiers(self, standard: Standard) -> str:
        return "; ".join(TIERS[self.language].get(tier, tier) for tier in standard.tier.split("|"))

    def in_force(self, standard: Standard) -> str:
        first = f"{standard.effective_from:%d/%m/%Y}" if standard.effective_from else self.say("không ghi", "not said")
        last = f"{standard.effective_to:%d/%m/%Y}" if standard.effective_to else self.say("nay", "now")
        return f"{first} – {last}"

    def required(self, standard: Standard) -> str:
        if standard.required is None:
            return self.say("pháp luật không đặt mức; không chấm điểm", "the law sets no level; nothing is scored")
        level, slack = percent(standard.required, self.language), percent(standard.tolerance, self.language)
        return self.say(f"{level}, dung sai {slack}", f"{level}, tolerance {slack}")

    def conditions(self, standard: Standard) -> list[str]:
        """When the rule applies, one entry a condition. A register row that names the rule itself is no condition worth saying."""
        parts = [part.strip() for part in (standard.condition or "").split("&") if part.strip()]
        return [self._condition(standard, part) for part in parts if not part.startswith("standard_id=")]

    def _condition(self, standard: Standard, part: str) -> str:
        if part == "procedure":
            return self.say("thủ tục được gắn với quy định này trong procedures.csv", "the procedure names this rule in procedures.csv")
        trait, _, value = part.partition("=")
        if trait.startswith("event:"):
            return self.say("đã có sự kiện: ", "it has happened: ") + self.event(trait.removeprefix("event:"))
        fields = kinds()[standard.case_kind].file.fields if standard.case_kind in kinds() else {}
        label = fields.get(trait, {}).get(self.language, trait)
        label = label.split(":")[0].split(" (")[0]
        if value == "*":
            return self.say(f"hồ sơ có ghi “{label}”", f"the case states “{label}”")
        written = next(
            (text for c in self.profile.contracts.values() if c.kind == standard.case_kind for text, stored in c.values.get(trait, {}).items()
             if stored == value), value,
        )  # fmt: skip
        return self.say(f"“{label}” là “{written}”", f"“{label}” is “{written}”")

    def extension(self, standard: Standard) -> str:
        """How the limit may be made longer, and by what act."""
        if not standard.extendable and not standard.extension_act:
            return self.say("không được gia hạn", "none")
        act = standard.extension_act or self.say("văn bản gia hạn có nêu căn cứ", "a written extension that states its ground")
        if standard.max_extension_value is None:
            most = ""
        else:
            amount = self.amount(standard.max_extension_value, standard.max_extension_unit)
            most = self.say(f", thêm nhiều nhất {amount}", f", by {amount} at most")
        if not standard.extendable:
            return self.say(
                f"thời hạn này chỉ áp dụng khi có: {act}; không gia hạn thêm", f"this limit holds only with: {act}; no further extension"
            )
        return self.say(f"được gia hạn khi có: {act}{most}", f"allowed with: {act}{most}")


@cache
def words(profile: Profile, language: str) -> Words:
    return Words(profile, language)


def number(value: Decimal | int, language: str) -> str:
    text = f"{Decimal(value).normalize():f}"
    return text.replace(".", ",") if language == "vi" else text


def percent(share: Decimal, language: str) -> str:
    return f"{number(share * 100, language)} %"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
