"""What a flag says, in Vietnamese and English, and how heavy it is.

Every sentence is made from the flag's own numbers. What does not belong here: which flags there are
(flags.py). Vietnamese is the language of record; English follows it sentence by sentence.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from assets.gaps.parameters import number

Row = Mapping[str, Any]
UNITS = {
    "working_day": ("ngày làm việc", "working days"),
    "calendar_day": ("ngày", "days"),
    "month": ("ngày", "days"),
    "hour": ("ngày", "days"),
}


def texts(row: Row, parameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """severity, statement_*, recommended_step_* and other_explanations_* of a flag of kind unmet or unworkable.

    row: kind, numerator (unmet), denominator (due), window_end, standard_vi/en, required, tolerance (needed for
    unmet), legal_basis, unit, status; for unmet agency_vi/en, achieved, shrunk, shrunk_lower, shrunk_upper,
    verdict, median_shrunk; for unworkable agencies, agencies_below, median_shrunk, legal_limit, workable_*,
    review_findings, law_supported, led_by_vi/en, and where the promised day may lead (promised.py) slips, over_law, kept. Raises KeyError for another kind.
    """
    statement, step, others = _KINDS[str(row["kind"])]
    said: dict[str, Any] = {"severity": severity(int(row["numerator"]), parameters)}
    for language in ("vi", "en"):
        said[f"statement_{language}"] = statement(row, language)
        said[f"recommended_step_{language}"] = step(row, language)
        said[f"other_explanations_{language}"] = others(row, language)
    return said


def severity(unmet: int, parameters: Mapping[str, Any] | None = None) -> int:
    """Band 1 (few) … 4 (very many) of unmet duties; the cut points are the first count of bands 2, 3 and 4."""
    return 1 + sum(unmet >= number(parameters, f"severity_{band}") for band in (2, 3, 4))


def figure(value: float, language: str, decimals: int = 0) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    text = f"{float(value):,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def percent(rate: float, language: str) -> str:
    """71,9 % or 71.9%; a whole percentage without decimals; 99,97 is never rounded up to 100."""
    value = 100 * float(rate)
    shown = round(value, 1)
    if shown == 100 and value < 100 - 1e-9:
        shown = 99.9
    return figure(shown, language, 0 if shown == int(shown) else 1) + (" %" if language == "vi" else "%")


def statement_unmet(row: Row, language: str) -> str:
    low, high = (percent(row[name], language) for name in ("shrunk_lower", "shrunk_upper"))
    counts, done = _counts(row, language), percent(row["achieved"], language)
    estimate, required = percent(row["shrunk"], language), percent(row["required"], language)
    points = figure(100 * float(row["tolerance"]), language, 0 if float(row["tolerance"]) * 100 % 1 < 1e-9 else 1)
    if language == "vi":
        return (
            f"{row['agency_vi']}: {counts} nghĩa vụ “{row['standard_vi']}” {until(row, 'vi')} chưa được thực hiện {_rightly(row, 'vi')}. "
            f"Tỷ lệ thực hiện đúng là {done}; có tính đến số lượng vụ việc và mặt bằng các đơn vị cùng cấp thì ước tính là {estimate} "
            f"(khoảng tin cậy 95 %: {low} đến {high}). Mức yêu cầu là {required}, dung sai {points} điểm phần trăm.{_peers(row, 'vi')}"
        )
    return (
        f"{row['agency_en']}: {counts} duties “{row['standard_en']}” {until(row, 'en')} were not met {_rightly(row, 'en')}. "
        f"The rate met is {done}; given the number of cases and how its peers do, it is estimated at {estimate} "
        f"(95% interval: {low} to {high}). Required is {required}, with a tolerance of {points} percentage points.{_peers(row, 'en')}"
    )


def step_unmet(row: Row, language: str) -> str:
    unmet = figure(row["numerator"], language)
    if language == "vi":
        return (
            f"Người đứng đầu đơn vị rà soát {unmet} nghĩa vụ trong danh mục kèm theo, trước hết là các vụ việc còn mở; "
            "xác định khâu gây chậm trễ, giao người chịu trách nhiệm và thời hạn khắc phục cho từng vụ việc."
        )
    return (
        f"The head of the agency goes through the {unmet} duties listed, those still open first; finds the step that holds them up, "
        "and gives each case a person responsible and a date by which it is put right."
    )


def others_unmet(row: Row, language: str) -> str:
    if language == "vi":
        return (
            "Kết quả đã có nhưng chưa cập nhật lên hệ thống; việc tạm dừng, gia hạn đã có văn bản nhưng chưa được ghi nhận; "
            "vụ việc phức tạp hơn so với đơn vị khác; khối lượng tăng đột biến hoặc thiếu nhân sự; "
            "hồ sơ tồn đọng nhận bàn giao khi sắp xếp đơn vị hành chính." + unconfirmed(row, "vi")
        )
    return (
        "Results that exist but were not entered in the system; pauses or extensions granted in writing but not recorded; "
        "cases more complex than those of other agencies; a surge of work or a shortage of staff; "
        "a backlog taken over when administrative units were rearranged." + unconfirmed(row, "en")
    )


def statement_unworkable(row: Row, language: str) -> str:
    counts = _counts(row, language)
    agencies = f"{figure(row['agencies_below'], language)}/{figure(row['agencies'], language)}"
    middle = percent(row["median_shrunk"], language)
    if language == "vi":
        return (
            f"“{row['standard_vi']}”: {agencies} đơn vị nhiều khả năng chưa đạt mức yêu cầu; đơn vị ở mức trung vị ước đạt {middle}. "
            f"{counts} nghĩa vụ {until(row, 'vi')} chưa được thực hiện {_rightly(row, 'vi')}. "
            f"Đây là nguyên nhân chung, không phải vấn đề riêng của từng đơn vị. {_support(row, 'vi')}{_promised(row, 'vi')}"
        )
    return (
        f"“{row['standard_en']}”: {agencies} agencies probably do not reach the required level; the median agency is estimated at {middle}. "
        f"{counts} duties {until(row, 'en')} were not met {_rightly(row, 'en')}. "
        f"The cause is common, not a matter of single agencies. {_support(row, 'en')}{_promised(row, 'en')}"
    )


def step_unworkable(row: Row, language: str) -> str:
    leader = _text(row.get(f"led_by_{language}")) or {"vi": "Cơ quan chủ trì tham mưu", "en": "The unit that leads the rule"}[language]
    if row.get("over_law"):
        return _step_promised(row, leader, language)
    if language == "vi" and _true(row.get("law_supported")):
        return f"{leader} đánh giá tính khả thi của quy định tại {row['legal_basis']} và kiến nghị cơ quan có thẩm quyền xem xét sửa đổi, bổ sung."
    if language == "vi":
        return (
            f"{leader} cùng một số đơn vị đại diện rà soát quy trình, nhân lực và hạ tầng để làm rõ vì sao phần lớn đơn vị chưa thực hiện được, "
            "trước khi xem xét trách nhiệm của từng đơn vị hoặc kiến nghị sửa quy định."
        )
    if _true(row.get("law_supported")):
        return f"{leader} assesses whether the provision ({row['legal_basis']}) can be kept and proposes its amendment to the competent authority."
    return (
        f"{leader} and a few typical agencies go through procedure, staff and systems to find out why most agencies do not manage, "
        "before anyone is held to account and before a change of the rule is proposed."
    )


def _step_promised(row: Row, leader: str, language: str) -> str:
    """Agencies that are told a longer day use it: no change of the law can be founded on the time they took."""
    if language == "vi":
        return (
            f"Trước hết {leader} đưa ngày hẹn trên phiếu ({_over(row, 'vi')} phiếu đang ghi muộn hơn luật) về đúng thời hạn luật định, sửa thời hạn cài đặt "
            f"trong phần mềm; đo lại ở các kỳ sau. Chỉ khi đã hẹn đúng luật mà phần lớn đơn vị vẫn không kịp mới kiến nghị sửa đổi, bổ sung {row['legal_basis']}."
        )
    return (
        f"First {leader} has the dates promised on slips ({_over(row, 'en')} lie beyond the law) and the limit set in the software brought back to the legal limit, "
        f"and the next editions measure again. Only if most agencies still do not manage then, an amendment of the provision ({row['legal_basis']}) is proposed."
    )


def _promised(row: Row, language: str) -> str:
    """The evidence against the law being the cause, where slips promise more than it allows."""
    if not row.get("over_law"):
        return ""
    kept = f"{figure(row['kept'], language)}/{figure(row['over_law'], language)}"
    if language == "vi":
        return (
            f" Tuy nhiên {_over(row, 'vi')} phiếu hẹn của quy định này ghi ngày muộn hơn luật cho phép và {kept} vụ việc ấy xong không muộn hơn ngày đã hẹn: "
            "các đơn vị có thể làm theo ngày hẹn do phần mềm đặt, nên thời gian đo được chưa cho biết thời hạn luật định có thực hiện được hay không."
        )
    return (
        f" But {_over(row, 'en')} slips under this rule promise a day later than the law allows, and {kept} of those cases ended by the promised day: "
        "agencies may be working to the day that the software sets, so the time they took does not tell whether the legal limit can be kept."
    )


def _over(row: Row, language: str) -> str:
    return f"{figure(row['over_law'], language)}/{figure(row['slips'], language)}"


def others_unworkable(row: Row, language: str) -> str:
    first = _promised(row, language).strip().removeprefix("Tuy nhiên ").removeprefix("But ")
    return f"{first} {_others_unworkable(row, language)}".strip()


def _others_unworkable(row: Row, language: str) -> str:
    if language == "vi":
        return (
            "Phần mềm dùng chung ghi sai thời điểm bắt đầu hoặc kết thúc; thời gian chờ cơ quan khác phối hợp bị tính vào thời hạn; "
            "thiếu hướng dẫn, biên chế hoặc kinh phí ở mọi đơn vị; khối lượng tăng chung trong kỳ." + unconfirmed(row, "vi")
        )
    return (
        "Software shared by all that records the start or the end wrongly; time spent waiting for another authority counted against the limit; "
        "guidance, staff or money short everywhere; a general rise of work in the period." + unconfirmed(row, "en")
    )


_KINDS: dict[str, tuple[Callable[[Row, str], str], ...]] = {
    "unmet": (statement_unmet, step_unmet, others_unmet),
    "unworkable": (statement_unworkable, step_unworkable, others_unworkable),
}


def _counts(row: Row, language: str) -> str:
    return f"{figure(row['numerator'], language)}/{figure(row['denominator'], language)}"


def until(row: Row, language: str) -> str:
    """The 12 months of judgement, as part of a sentence."""
    day = pd.Timestamp(row["window_end"])
    if language == "vi":
        return f"đến hạn trong 12 tháng tính đến {day:%d/%m/%Y}"
    return f"due in the 12 months to {day.day} {day:%B %Y}"


def _rightly(row: Row, language: str) -> str:
    """A deadline is kept in time; an act or a ratio as the law asks."""
    timed = bool(_text(row.get("unit")))
    return {"vi": ("đúng hạn" if timed else "đúng quy định"), "en": ("in time" if timed else "as the law requires")}[language]


def _peers(row: Row, language: str) -> str:
    """Where nearly nobody manages, the flag means: far below the others."""
    if row.get("verdict") != "common_cause":
        return ""
    middle = percent(row["median_shrunk"], language)
    if language == "vi":
        return f" Hầu hết đơn vị chưa đạt chuẩn mực này (trung vị {middle}), nhưng đơn vị còn thấp hơn hẳn mặt bằng chung."
    return f" Most agencies fall short of this standard (median {middle}); this one lies far below even them."


def _support(row: Row, language: str) -> str:
    """What speaks for the law being the cause, or that nothing does yet."""
    vi = language == "vi"
    limit, lower, workable, upper = (_known(row.get(n)) for n in ("legal_limit", "workable_lower", "workable_limit", "workable_upper"))
    unit = UNITS.get(_text(row.get("unit")), UNITS["calendar_day"])[0 if vi else 1]
    if _true(row.get("law_supported")) and limit is not None and lower is not None and lower > limit:
        needs = figure(workable if workable is not None else lower, language)
        interval = (
            f"{figure(lower, language)}–{figure(upper, language)}"
            if upper is not None
            else ("từ " if vi else "from ") + figure(lower, language)
        )
        law = figure(limit, language)
        if vi:
            return f"Muốn 95 % vụ việc của nhóm đơn vị trung vị xong đúng hạn thì cần {needs} {unit} (khoảng tin cậy 95 %: {interval}), dài hơn thời hạn luật định là {law} {unit}."
        return f"For 95% of the cases of the median agencies to end in time, {needs} {unit} are needed (95% interval: {interval}); the law gives {law} {unit}."
    if _true(row.get("law_supported")):
        found = figure(row.get("review_findings") or 0, language)
        return (
            f"Quy định này có {found} kết quả rà soát nêu mâu thuẫn, chồng chéo hoặc bất cập."
            if vi
            else f"Reviews of this provision have {found} findings of contradiction, overlap or defect."
        )
    return (
        "Số liệu chưa đủ căn cứ để kết luận nguyên nhân nằm ở quy định hay ở điều kiện thực hiện." if vi
        else "The data do not yet tell whether the rule or the conditions of carrying it out are the cause."
    )  # fmt: skip


def unconfirmed(row: Row, language: str) -> str:
    """That the law behind the flag still waits for a legal officer."""
    if _text(row.get("status")) in ("", "confirmed"):
        return ""
    return {
        "vi": " Chuẩn mực này chưa được cán bộ pháp chế xác nhận; cần đối chiếu văn bản trước khi kết luận.",
        "en": " A legal officer has not yet confirmed this standard; check the instrument before concluding.",
    }[language]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _known(value: Any) -> float | None:
    return None if value is None or math.isnan(float(value)) else float(value)


def _true(value: Any) -> bool:
    return value is not None and not pd.isna(value) and bool(value)
