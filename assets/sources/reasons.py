"""Why a row is refused, in both languages. Never the offending value: it may be personal."""

REASONS = {
    "missing": ("thiếu dữ liệu bắt buộc", "required value missing"),
    "date": ("ngày, giờ không có thật hoặc không đọc được", "impossible or unreadable date"),
    "too_old": ("ngày trước năm 1990 hoặc năm viết hai chữ số", "before 1990, or a two-digit year"),
    "future": ("ngày sau thời điểm nhận tệp", "dated after the file was received"),
    "value": ("giá trị không có trong danh mục", "value not in the list"),
    "number": ("không phải là số", "not a number"),
    "agency": ("mã đơn vị không có trong danh mục tại ngày phát sinh", "no such agency on that day"),
}


def reason_texts(code: str) -> tuple[str, str]:
    """(Vietnamese, English) of a reason code."""
    return REASONS[code]
