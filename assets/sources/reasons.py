"""Why a row is refused, in both languages. Never the offending value: it may be personal."""

from assets.sources.fields import A_DAY
from pipelines.runtime.contract import Contract

# a longer list stands in the template
MOST_VALUES = 12
REASONS = {
    "header": ("dòng tiêu đề lặp lại giữa dữ liệu, không phải gửi lại", "the header again inside the data; it need not be sent again"),
    "formula": (
        "ô báo lỗi hoặc công thức chưa có kết quả: mở tệp bằng bảng tính, sửa, lưu rồi gửi lại",
        "an error, or a formula without a result: open the file in a spreadsheet, correct it, save it and send it again",
    ),
    "missing": ("thiếu dữ liệu bắt buộc", "required value missing"),
    "date": ("ngày, giờ không có thật hoặc không đọc được", "impossible or unreadable date"),
    "too_old": ("ngày trước năm 1990 hoặc năm viết hai chữ số", "before 1990, or a two-digit year"),
    "future": ("ngày sau thời điểm nhận tệp", "dated after the file was received"),
    "too_far": ("ngày quá xa về sau hoặc năm theo Phật lịch", "a day too far ahead, or a Buddhist year"),
    "period": ("kỳ không đúng dạng YYYY, YYYY-MM hoặc YYYY-Q1", "not a period: YYYY, YYYY-MM or YYYY-Q1"),
    "personal": ("ô mã số chứa dữ liệu cá nhân", "an identifier that looks like somebody's number"),
    "event": ("sự kiện không có trong danh mục", "no such event in the catalogue"),
    "standard": ("mã chuẩn mực không có trong danh mục", "no such standard in the catalogue"),
    "value": ("giá trị không có trong danh mục", "value not in the list"),
    "number": ("không phải là số, hoặc dấu chấm không rõ nghĩa (1.500)", "not a number, or a point that may mean two things (1.500)"),
    "erased": ("đã xóa theo yêu cầu của người dân", "erased at the person's request"),
    "agency": ("mã hoặc tên đơn vị không có trong danh mục tại ngày phát sinh", "no such agency on that day"),
}


def reason_texts(code: str, contract: Contract, field: str) -> tuple[str, str]:
    """(Vietnamese, English) of a reason, with what this field would have taken."""
    vi, en = REASONS[code]
    if code in ("date", "too_old"):
        day = A_DAY.strftime(min(contract.date_formats, key=len))
        return f"{vi}; ghi như {day}", f"{en}; write it as {day}"
    known = [written for written in contract.values.get(field, {}) if written != "*"]
    if code == "value" and len(known) <= MOST_VALUES:
        return f"{vi}; ghi một trong các giá trị: {', '.join(known)}", f"{en}; write one of: {', '.join(known)}"
    return vi, en
