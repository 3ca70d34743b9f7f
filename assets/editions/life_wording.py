"""Why a flag is worse, better, resolved or withdrawn, in Vietnamese and English, from the rows of sql/editions/turn.sql.

Vietnamese is the language of record. What does not belong here: which of these a flag is (sql/editions/flag_life.sql).
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from assets.gaps.wording import figure

Row = Mapping[str, Any]
# names of files in one sentence; the rest are counted
NAMED = 3


def reason(row: Row, language: str) -> str:
    """One or two sentences. Raises KeyError for a life that needs no reason."""
    return _REASONS[str(row["life"])](row, language)


def _moved(row: Row, language: str) -> str:
    was, now = _counts(row, "numerator_before", "denominator_before", language), _counts(row, "numerator", "denominator", language)
    if language == "vi":
        return f"Kỳ công bố {row['edition_before']}: {was}; kỳ này: {now}."
    return f"In edition {row['edition_before']}: {was}; in this one: {now}."


def _withdrawn(row: Row, language: str) -> str:
    vi = language == "vi"
    end, why = _day(row["window_before"], language), _CAUSES[str(row["life_cause"])](row, language)
    numbers = ""
    if row["kind"] == "unmet" and row["due_recounted"] is not None:
        was = _counts(row, "numerator_before", "denominator_before", language)
        again = _counts(row, "unmet_recounted", "due_recounted", language)
        numbers = f" (khi công bố: {was}; tính lại: {again})" if vi else f" (as published: {was}; recounted: {again})"
    if vi:
        return f"{why}. Tính lại 12 tháng đến {end} bằng những gì biết hiện nay thì không còn phát hiện này{numbers}."
    return f"{why}. The 12 months to {end}, counted again with what is known today, no longer give this finding{numbers}."


def _resolved(row: Row, language: str) -> str:
    if row["kind"] == "unreported":
        return _reported(row, language)
    vi, day = language == "vi", _day(row["as_of"], language)
    now = _unmet_now(row, language) if row["kind"] == "unmet" else _other_now(row, language)
    stands = (
        f"Phát hiện của kỳ công bố {row['edition_before']} vẫn đúng với số liệu hiện nay." if vi
        else f"The finding of edition {row['edition_before']} still holds by today's data."
    )  # fmt: skip
    return f"Tính đến {day}: {now}. {stands}" if vi else f"As of {day}: {now}. {stands}"


def _unmet_now(row: Row, language: str) -> str:
    vi = language == "vi"
    if not row["due_now"]:
        return (
            "không còn nghĩa vụ nào đến hạn trong 12 tháng để đánh giá"
            if vi
            else "no duty fell due in the 12 months, so there is nothing to judge"
        )
    counts = _counts(row, "unmet_now", "due_now", language)
    if row["reached"]:
        return f"{counts}, tỷ lệ ước tính đã đạt mức phải đạt" if vi else f"{counts}; the estimated rate reaches the line"
    return (
        f"{counts}, chưa đủ chắc chắn để tiếp tục nêu cảnh báo" if vi
        else f"{counts}, which is not certain enough to list the flag any longer"
    )  # fmt: skip


def _other_now(row: Row, language: str) -> str:
    if row["kind"] in ("unworkable", "worsening"):
        return "số liệu không còn đủ căn cứ để nêu cảnh báo này" if language == "vi" else "the data no longer support the flag"
    return (
        "không còn trường hợp nào như vậy đang mở hoặc nằm trong 12 tháng đánh giá" if language == "vi"
        else "no such case is open any longer or lies in the 12 months of judgement"
    )  # fmt: skip


def _reported(row: Row, language: str) -> str:
    if row["files"]:
        files = _files(row, language)
        return (
            f"{files[:1].upper()}{files[1:]}; đến hạn thì chưa nộp nên phát hiện cũ vẫn đúng." if language == "vi"
            else f"{files[:1].upper()}{files[1:]}; by its day it had not, so the earlier finding holds."
        )  # fmt: skip
    return (
        "Tháng này không còn nằm trong 12 tháng đánh giá." if language == "vi"
        else "The month no longer lies in the 12 months of judgement."
    )  # fmt: skip


def _by_file(vi: str, en: str) -> Callable[[Row, str], str]:
    """The cause, and the files that brought it where they are known."""

    def why(row: Row, language: str) -> str:
        said = vi if language == "vi" else en
        return f"{said}: {_files(row, language)}" if row["files"] else said

    return why


def _fixed(vi: str, en: str) -> Callable[[Row, str], str]:
    return lambda row, language: vi if language == "vi" else en


def _files(row: Row, language: str) -> str:
    """Each file by name and day, the newest first."""
    vi, said = language == "vi", []
    for file in row["files"][:NAMED]:
        day = _day(file["known_at"], language)
        if file["withdrawn"]:
            said.append(f"tệp “{file['name']}” được rút ngày {day}" if vi else f"file “{file['name']}” was withdrawn on {day}")
        else:
            said.append(f"tệp “{file['name']}” nhận ngày {day}" if vi else f"file “{file['name']}” came on {day}")
    more = len(row["files"]) - NAMED
    if more > 0:
        said.append(f"và {figure(more, 'vi')} tệp khác" if vi else f"and {figure(more, 'en')} more")
    return ", ".join(said)


def _counts(row: Row, unmet: str, due: str, language: str) -> str:
    many = figure(row[unmet], language)
    if row[due] is None:
        return f"{many} trường hợp" if language == "vi" else f"{many} found"
    whole = f"{many}/{figure(row[due], language)}"
    return f"{whole} chưa thực hiện đúng" if language == "vi" else f"{whole} not met"


def _day(day: dt.date, language: str) -> str:
    return f"{day:%d/%m/%Y}" if language == "vi" else f"{day.day} {day:%B %Y}"


_CAUSES: dict[str, Callable[[Row, str], str]] = {
    "corrected_file": _by_file("Số liệu làm căn cứ đã được sửa", "The data it rested on were corrected"),
    "late_data": _by_file("Số liệu của kỳ cũ đến sau khi công bố", "Data of the old period came after publication"),
    "law": _fixed(
        "Nội dung chuẩn mực, lịch làm việc hoặc danh mục trong hồ sơ địa phương đã được sửa",
        "The standard, the calendar or a register of the profile was corrected",
    ),
    "parameter": _fixed("Tham số đánh giá của hồ sơ địa phương đã thay đổi", "A parameter of the judgement was changed"),
    "erasure": _fixed(
        "Một phần số liệu làm căn cứ đã được xóa theo yêu cầu của người dân", "Part of the data it rested on was erased at a person's request"
    ),
    "code": _fixed("Cách tính của chương trình đã thay đổi", "The way the program counts has changed"),
}  # fmt: skip
_REASONS: dict[str, Callable[[Row, str], str]] = {"worse": _moved, "better": _moved, "resolved": _resolved, "withdrawn": _withdrawn}
