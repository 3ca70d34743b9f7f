"""A standard as one sentence: who must have done what, by when or how much."""

from collections.abc import Callable

from pipelines.catalogue.words import Words, capital, percent
from pipelines.runtime.legal import Standard

PERIOD_ENDS = {"year_start", "year_end", "half_year_end"}
TIMED = ("working_day", "calendar_day", "month", "hour", "working_hour")


def in_a_sentence(standard: Standard, words: Words) -> str:
    """The duty in one sentence, made from the same columns that the clock reads."""
    special = SPECIAL.get(standard.computed_by)
    text = special(standard, words) if special else _by_case(standard, words)
    return capital(text) + "."


def _by_case(standard: Standard, words: Words) -> str:
    start, end = words.event(standard.start_event), words.event(standard.end_event)
    timed = standard.limit_value is not None and standard.unit in TIMED
    if standard.due_event:
        return _by_stated_day(standard, words, timed)
    if not timed or standard.limit_value is None:
        if "procedure" in (standard.condition or ""):
            return words.say(
                f"{end} trong thời hạn của từng thủ tục kể từ khi {start}", f"{end} within the limit of each procedure, after {start}"
            )
        return words.say(f"sau khi {start}, phải có: {end}", f"after {start} there must be: {end}")
    amount = words.amount(standard.limit_value, standard.unit)
    if standard.direction == "min":
        return words.say(f"{end} không sớm hơn {amount} kể từ khi {start}", f"{end} not sooner than {amount} after {start}")
    if standard.limit_value == 0:
        text = words.say(f"{end} ngay trong ngày {start}", f"{end} on the very day of {start}")
    else:
        text = words.say(f"{end} trong thời hạn {amount} kể từ khi {start}", f"{end} within {amount} of {start}")
    if standard.cut_off_hour is not None:
        hour = standard.cut_off_hour
        text += words.say(
            f"; nhận sau {hour} giờ thì tính là nhận vào ngày làm việc tiếp theo",
            f"; what comes after {hour}:00 counts as received the next working day",
        )
    return text


def _by_stated_day(standard: Standard, words: Words, timed: bool) -> str:
    """The due day stands in the case, or is an event of its own; a number is an offset in calendar days."""
    end, due = words.event(standard.end_event), words.event(standard.due_event or "")
    if timed and standard.limit_value:
        amount = words.amount(standard.limit_value, "calendar_day")
        return words.say(f"{end} chậm nhất {amount} sau khi {due}", f"{end} by {amount} after {due} at the latest")
    return words.say(f"{end} chậm nhất vào thời điểm: {due}", f"{end} at the latest at: {due}")


def _days_per_period(standard: Standard, words: Words) -> str:
    period = ("tuần", "week") if standard.start_event == "week_start" else ("tháng", "month")
    days = words.amount(standard.limit_value or 1, "calendar_day")
    end = words.event(standard.end_event)
    return words.say(f"mỗi {period[0]} ít nhất {days}: {end}", f"at least {days} every {period[1]}: {end}")


def _events_per_case(standard: Standard, words: Words) -> str:
    most = words.amount(standard.limit_value or 1, None)
    end = words.event(standard.end_event)
    return words.say(f"không quá {most} lần trong một vụ việc: {end}", f"at most {most} in one case: {end}")


def _posting(standard: Standard, words: Words) -> str:
    amount = words.amount(standard.limit_value or 0, standard.unit)
    start, end = words.event(standard.start_event), words.event(standard.end_event)
    return words.say(f"{start} ít nhất {amount}, trước khi {end}", f"{start} for {amount} at least, before {end}")


def _presence(standard: Standard, words: Words) -> str:
    start, end = words.event(standard.start_event), words.event(standard.end_event)
    return words.say(f"khi {start}, phải có: {end}", f"with {start} there must be: {end}")


def _register(standard: Standard, words: Words) -> str:
    """The register says what had to exist; its name says what, its row says whether it came."""
    name = words.name(standard)
    if standard.due_event and standard.limit_value and standard.unit in TIMED:
        amount = words.amount(standard.limit_value, "calendar_day")
        due = words.event(standard.due_event)
        return words.say(f"{name}: chậm nhất {amount} sau khi {due}", f"{name}: by {amount} after {due} at the latest")
    if standard.due_event:
        due = words.event(standard.due_event)
        return words.say(f"{name}: chậm nhất khi {due}", f"{name}: by the {due} at the latest")
    if standard.limit_value and standard.unit in TIMED:
        amount = words.amount(standard.limit_value, standard.unit)
        start = words.event(standard.start_event)
        return words.say(f"{name}: trong thời hạn {amount} kể từ khi {start}", f"{name}: within {amount} of {start}")
    if standard.computed_by == "register_by_document":
        return words.say(
            f"{name}: phải có cho từng văn bản trong kỳ, pháp luật không ấn định ngày",
            f"{name}: it must exist for every document of the period; the law names no day",
        )
    return words.say(f"{name}: phải có trong kỳ, pháp luật không ấn định ngày", f"{name}: it must exist; the law names no day")


def _figure(standard: Standard, words: Words) -> str:
    """A share of a period. What the law asks of a single case is told too, since only the share arrives."""
    level = percent(standard.required, words.language) if standard.required is not None else words.say("(không ấn định)", "(none set)")
    if standard.limit_value is not None and (standard.unit in TIMED or standard.unit is None):
        single = _single(standard, words)
        return words.say(f"{single}; tỷ lệ trường hợp đúng trong kỳ đạt {level}", f"{single}; share of cases kept in the period: {level}")
    start, end = words.event(standard.start_event), words.event(standard.end_event)
    if standard.computed_by == "columns" or standard.unit == "percent":
        name = words.name(standard)
        if {standard.start_event, standard.end_event} & PERIOD_ENDS:
            return words.say(
                f"{name}: tỷ lệ đạt trong kỳ, mức đòi hỏi {level}", f"{name}: share reached in the period, required level {level}"
            )
        return words.say(f"{name}: {end} trên {start}, mức đòi hỏi {level}", f"{name}: {end} over {start}, required level {level}")
    return words.say(f"{end} sau khi {start}; mức đòi hỏi {level}", f"{end} after {start}; required level {level}")


def _single(standard: Standard, words: Words) -> str:
    if standard.unit in TIMED:
        return _by_case(standard.model_copy(update={"due_event": None}), words)
    most = words.amount(standard.limit_value or 0, None)
    if standard.direction == "min":
        return words.say(f"{words.name(standard)}: ít nhất {most} lần", f"{words.name(standard)}: at least {most} times")
    return words.say(f"{words.name(standard)}: không quá {most} lần", f"{words.name(standard)}: at most {most} times")


SPECIAL: dict[str, Callable[[Standard, Words], str]] = {
    "days_per_period": _days_per_period,
    "events_per_case": _events_per_case,
    "posting": _posting,
    "presence": _presence,
    "register": _register,
    "register_by_document": _register,
    "figure": _figure,
    "columns": _figure,
}


def limit(standard: Standard, words: Words) -> str:
    """Limit, unit and direction in words."""
    value, least = standard.limit_value, standard.direction == "min"
    if standard.due_event and not value:
        return words.say("ngày ghi trong hồ sơ: ", "the day the case states: ") + words.event(standard.due_event)
    if value is None:
        return words.say("không ấn định bằng số", "no number in law")
    if standard.unit == "percent":
        return words.say("ít nhất ", "at least ") + percent(value / 100, words.language)
    if standard.unit not in TIMED:
        unit = "calendar_day" if standard.computed_by == "days_per_period" else None
        amount = words.amount(value, unit) + ("" if unit else words.say(" lần", " times" if value != 1 else " time"))
        return (words.say("ít nhất ", "at least ") if least else words.say("không quá ", "at most ")) + amount
    if value == 0:
        text = words.say("trong ngày", "the same day")
    else:
        text = words.say("không sớm hơn ", "not sooner than ") if least else words.say("không quá ", "at most ")
        text += words.amount(value, standard.unit)
    if standard.ends_on_working_day:
        text += words.say(
            "; hạn rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo", "; a due day off moves to the next working day"
        )
    return text
