"""What a flag of every kind but unmet and unworkable (wording.py) says: the count, what to do, what else could explain it. Vietnamese first, English after it.

The sentences are templates of the flag's own numbers and names. What does not belong here: which flags there are (counted.py, worsening.py).
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from assets.gaps import wording_compared
from assets.gaps.parameters import number
from assets.gaps.wording import figure, percent, severity, unconfirmed, until

PARTS = ("statement", "recommended_step", "other_explanations")
# a template's name is the kind, and after a dot what the kind tells apart
TEMPLATES: dict[str, dict[str, tuple[str, str, str]]] = {
    "promise_over_law": {
        "vi": (
            "{agency}: {n}/{d} vụ việc “{standard}” {until} có ngày hẹn trả muộn hơn thời hạn luật định, sau khi đã tính cả thời gian tạm dừng và gia hạn hợp lệ.",
            "Người đứng đầu đơn vị chỉ đạo tính lại ngày hẹn theo thời hạn luật định, hẹn lại các vụ việc còn mở trong danh mục kèm theo và kiểm tra thời hạn cài đặt trong phần mềm.",
            "Thời hạn luật định vừa thay đổi mà phần mềm chưa cập nhật; vụ việc thuộc trường hợp được áp dụng thời hạn dài hơn nhưng chưa được ghi nhận; việc tạm dừng, gia hạn đã có văn bản nhưng chưa được ghi nhận; ngày hẹn nhập sai.",
        ),
        "en": (
            "{agency}: cases of “{standard}” {until}: {n} of {d} had a promised date later than the legal limit, lawful pauses and extensions included.",
            "The head of the agency has dates promised by the legal limit, gives new dates to the cases listed that are still open, and checks the limit set in the software.",
            "The legal limit has just changed and the software has not; the case may take a longer limit that was not recorded; pauses or extensions granted in writing but not recorded; a date entered wrongly.",
        ),
    },
    "promise_over_law.common": {
        "vi": (
            "“{standard}”: {n}/{d} vụ việc {until} có ngày hẹn trả muộn hơn thời hạn luật định; {agencies} đơn vị có vụ việc như vậy. Khi hầu hết đơn vị hẹn giống nhau thì nguyên nhân nhiều khả năng nằm ở phần mềm hoặc hướng dẫn dùng chung, không phải ở từng đơn vị.",
            "{leader} rà soát thời hạn cài đặt trong phần mềm và hướng dẫn dùng chung theo quy định hiện hành, thông báo cho các đơn vị cách tính ngày hẹn và hẹn lại các vụ việc còn mở.",
            "Thời hạn luật định vừa thay đổi mà phần mềm chưa cập nhật; phần mềm tính ngày hẹn theo ngày làm việc trong khi luật tính theo ngày; vụ việc được áp dụng thời hạn dài hơn nhưng chưa được ghi nhận.",
        ),
        "en": (
            "“{standard}”, cases {until}: {n} of {d} had a promised date later than the legal limit; {agencies} agencies have such cases. Where most agencies promise alike, the cause is probably the software or guidance they share, not the single agency.",
            "{leader} goes through the limits set in the shared software and guidance against the rule in force, tells agencies how dates are to be promised, and has new dates given to the cases still open.",
            "The legal limit has just changed and the software has not; the software counts working days where the law counts days; cases may take a longer limit that was not recorded.",
        ),
    },
    "worsening": {
        "vi": (
            "{agency}: từ {began} đến {day}, {n}/{d} nghĩa vụ “{standard}” đến hạn chưa được thực hiện đúng; tỷ lệ thực hiện đúng là {rate}, trong 12 tháng trước đó là {before}. Mức giảm này lớn hơn mức thay đổi thường thấy ở các đơn vị cùng cấp trong cùng thời gian.",
            "Người đứng đầu đơn vị làm rõ điều gì đã thay đổi từ {began} (nhân sự, quy trình, phần mềm, khối lượng) và giao thời hạn khôi phục mức thực hiện trước đây.",
            "Khối lượng tăng đột biến hoặc thiếu nhân sự tạm thời; tiếp nhận hồ sơ tồn đọng của đơn vị khác; cách ghi nhận thay đổi khi chuyển phần mềm; kết quả của các tháng gần đây chưa cập nhật đủ.",
        ),
        "en": (
            "{agency}: duties “{standard}” due from {began} to {day}: {n} of {d} were not met; the rate met is {rate}, in the 12 months before it was {before}. The fall is larger than the change usual among agencies of the tier in the same time.",
            "The head of the agency finds out what has changed since {began} (people, procedure, software, load) and sets a date by which the former level is reached again.",
            "A surge of work or people missing for a time; a backlog taken over from another agency; a new way of recording after a change of software; results of recent months not yet entered.",
        ),
    },
    "overdue": {
        "vi": (
            "{agency}: tính đến {day}, {n} nghĩa vụ “{standard}” đã quá hạn mà chưa hoàn thành, trên tổng số {d} nghĩa vụ đã đến hạn. Quá ít đơn vị cùng cấp có nghĩa vụ này để so sánh nên từng nghĩa vụ được liệt kê.",
            "Người đứng đầu đơn vị giao người chịu trách nhiệm và thời hạn hoàn thành cho từng nghĩa vụ trong danh mục kèm theo, việc quá hạn lâu nhất làm trước.",
            "Việc đã hoàn thành nhưng chưa cập nhật lên hệ thống; việc tạm dừng, gia hạn đã có văn bản nhưng chưa được ghi nhận; việc đã chuyển cho đơn vị khác; hồ sơ quá hạn nhận bàn giao khi sắp xếp đơn vị hành chính.",
        ),
        "en": (
            "{agency}: duties “{standard}” that had fallen due by {day}: {n} of {d} had passed the limit and not been done. Too few agencies of the tier owe this duty to be compared, so each is listed.",
            "The head of the agency gives each duty listed a person responsible and a date, the longest overdue first.",
            "Work done but not entered in the system; pauses or extensions granted in writing but not recorded; cases passed to another agency; overdue cases taken over when administrative units were rearranged.",
        ),
    },
    "unowned": {
        "vi": (
            "{agency}: {n}/{d} nhiệm vụ được giao chưa có đủ cá nhân và tập thể phụ trách, hoặc còn dở dang trong khi cá nhân phụ trách đã thôi giữ chức vụ.",
            "Người đứng đầu đơn vị phân công bằng văn bản một cá nhân và một tập thể phụ trách cho từng nhiệm vụ trong danh mục kèm theo.",
            "Đã phân công bằng văn bản nhưng chưa cập nhật lên hệ thống; nhiệm vụ vừa giao, đang chờ phân công; người phụ trách đã được thay nhưng hồ sơ chưa ghi nhận.",
        ),
        "en": (
            "{agency}: tasks assigned: {n} of {d} had no named person or no named collective, or stayed open after the person named left office.",
            "The head of the agency names in writing one person and one collective for each task listed.",
            "Assigned in writing but not entered in the system; a task just given that waits to be assigned; a successor named but not recorded.",
        ),
    },
    "undocumented": {
        "vi": (
            "{agency}: {n}/{d} văn bản thuộc nghĩa vụ “{standard}” đã đến hạn mà chưa ban hành, hoặc ban hành sau ngày luật có hiệu lực, tính đến {day}.",
            "Người đứng đầu đơn vị ban hành, hoặc trình cấp có thẩm quyền ban hành, các văn bản còn thiếu trong danh mục kèm theo; với văn bản ban hành chậm, rà soát các vụ việc phát sinh trong thời gian chưa có quy định.",
            "Văn bản đã ban hành nhưng chưa cập nhật lên hệ thống; nội dung được giao đã có văn bản khác quy định; văn bản cấp trên làm căn cứ chưa được ban hành; hạn ban hành hoặc ngày hiệu lực của luật ghi sai.",
        ),
        "en": (
            "{agency}: documents under “{standard}”: {n} of {d} had fallen due by {day} and not been issued, or had been issued after the law took effect.",
            "The head of the agency issues the missing documents listed, or submits them to whoever may issue them; where a document came late, cases that arose without a rule are gone through.",
            "Issued but not entered in the system; the matter is already regulated by another document; a superior document it rests on was not issued; the due day or the day the law takes effect was recorded wrongly.",
        ),
    },
    "unresolved_contradiction": {
        "vi": (
            "{agency}: tính đến {day}, {n}/{d} kết quả rà soát (mâu thuẫn, chồng chéo, bất cập) đã quá hạn xử lý mà chưa xử lý xong.",
            "Người đứng đầu đơn vị xử lý theo thẩm quyền, hoặc kiến nghị cơ quan có thẩm quyền sửa đổi, bổ sung, thay thế, bãi bỏ quy định, đối với từng kết quả rà soát trong danh mục kèm theo.",
            "Đã kiến nghị và đang chờ cơ quan có thẩm quyền; đã xử lý nhưng chưa cập nhật lên hệ thống; kết quả rà soát đã được nhập vào kết quả khác hoặc không còn phù hợp.",
        ),
        "en": (
            "{agency}: review findings (contradiction, overlap, inadequacy): {n} of {d} had passed the due date by {day} and not been settled.",
            "The head of the agency settles each finding listed within its powers, or proposes to the competent authority that the provision be amended, supplemented, replaced or repealed.",
            "Proposed, and waiting for the competent authority; settled but not entered in the system; the finding was merged with another or no longer applies.",
        ),
    },
    "not_executed.sanction": {
        "vi": (
            "{agency}: tính đến {day}, {n}/{d} quyết định xử phạt đã quá thời hạn chấp hành mà chưa được thi hành. Chấp hành là nghĩa vụ của người bị xử phạt; đôn đốc, tổ chức cưỡng chế là trách nhiệm của cơ quan.",
            "Người đứng đầu đơn vị chỉ đạo đôn đốc thi hành từng quyết định trong danh mục kèm theo và tổ chức cưỡng chế khi người bị xử phạt không tự nguyện chấp hành, trước khi hết thời hiệu thi hành.",
            "Đã thi hành nhưng chưa cập nhật lên hệ thống; quyết định được hoãn, miễn, giảm hoặc cho nộp phạt nhiều lần mà chưa được ghi nhận; quyết định đang bị khiếu nại, khởi kiện; ngày nhận quyết định ghi sai.",
        ),
        "en": (
            "{agency}: sanction decisions: {n} of {d} had passed the time to comply by {day} and not been executed. To comply is the duty of the person sanctioned; to press for it and enforce it is the agency's.",
            "The head of the agency has each decision listed followed up, and enforced where the person does not comply, before the limitation of execution runs out.",
            "Executed but not entered in the system; postponed, waived, reduced or paid by instalments without a record; under complaint or before a court; the day of service recorded wrongly.",
        ),
    },
    "not_executed": {
        "vi": (
            "{agency}: tính đến {day}, {n}/{d} kiến nghị phải thực hiện (“{standard}”) đã quá hạn mà chưa được thực hiện.",
            "Người đứng đầu đơn vị thực hiện từng kiến nghị trong danh mục kèm theo, hoặc báo cáo cơ quan kiến nghị lý do và thời hạn thực hiện.",
            "Đã thực hiện nhưng chưa cập nhật lên hệ thống; hạn thực hiện được gia hạn hoặc kiến nghị được điều chỉnh mà chưa ghi nhận; việc thực hiện phụ thuộc cơ quan khác.",
        ),
        "en": (
            "{agency}: recommendations under “{standard}”: {n} of {d} had passed the due date by {day} and not been carried out.",
            "The head of the agency carries out each recommendation listed, or reports the reason and a date to the body that made it.",
            "Carried out but not entered in the system; the date was extended or the recommendation changed without a record; it depends on another authority.",
        ),
    },
    "unfunded.share": {
        "vi": (
            "{agency}: năm {year}, dự toán công tác pháp luật thấp hơn {share} chi thường xuyên.",
            "Người đứng đầu đơn vị bố trí dự toán công tác pháp luật năm tới đủ mức cam kết và bổ sung trong năm nếu còn nguồn.",
            "Một phần chi cho công tác pháp luật hạch toán ở khoản mục khác; số liệu dự toán đã điều chỉnh nhưng chưa cập nhật.",
        ),
        "en": (
            "{agency}: in {year} the allotment for legal work is below {share} of regular expenditure.",
            "The head of the agency provides next year's allotment at the promised level, and adds to it within the year where there is money.",
            "Part of the money for legal work stands under another heading; an adjusted allotment that was not entered.",
        ),
    },
    "unfunded.falling": {
        "vi": (
            "{agency}: dự toán công tác pháp luật năm {year} thấp hơn năm trước.",
            "Người đứng đầu đơn vị giải trình lý do giảm và bố trí dự toán năm tới không thấp hơn mức đã cam kết.",
            "Nhiệm vụ lớn của năm trước đã hoàn thành; một phần chi được chuyển sang khoản mục khác; số liệu đã điều chỉnh nhưng chưa cập nhật.",
        ),
        "en": (
            "{agency}: the allotment for legal work in {year} is below that of the year before.",
            "The head of the agency explains the fall and provides next year's allotment at no less than the promised level.",
            "A large task of the year before was finished; part of the money moved to another heading; an adjusted figure that was not entered.",
        ),
    },
    "unfunded.disbursed": {
        "vi": (
            "{agency}: năm {year}, kinh phí công tác pháp luật giải ngân dưới {share} dự toán.",
            "Người đứng đầu đơn vị rà soát nhiệm vụ chậm giải ngân, điều chuyển kinh phí cho nhiệm vụ có sản phẩm và giao thời hạn giải ngân.",
            "Số liệu quyết toán chưa chốt; nhiệm vụ đã hoàn thành, đang làm thủ tục thanh toán; tiết kiệm qua đấu thầu.",
        ),
        "en": (
            "{agency}: in {year} less than {share} of the allotment for legal work was disbursed.",
            "The head of the agency goes through the tasks that do not spend, moves money to those that deliver, and sets dates for disbursement.",
            "The accounts are not closed; work is done and waits for payment; savings by tender.",
        ),
    },
    "unreported": {
        "vi": (
            "{agency}: chưa có tệp “{source}” của tháng {month}, hạn nộp là hết ngày {due}.",
            "Người đứng đầu đơn vị chỉ đạo gửi tệp còn thiếu; tháng không phát sinh thì gửi tệp chỉ có dòng tiêu đề.",
            "Tệp đã gửi nhưng không đến nơi, hoặc bị trả lại vì đặt sai tên, sai định dạng; tệp được gửi chung trong tệp của tháng khác.",
        ),
        "en": (
            "{agency}: the file “{source}” for {month} has not come; it was due by the end of {due}.",
            "The head of the agency has the missing file sent; for a month with nothing to report, a file with the header alone.",
            "Sent but never arrived, or returned for a wrong name or format; sent inside the file of another month.",
        ),
    },
}


def texts_of_kind(row: Mapping[str, Any], parameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """severity, statement_*, recommended_step_* and other_explanations_* of a flag of one of TEMPLATES, or of wording_compared's.

    row: kind, agency_id, numerator, denominator, agencies, subject, case_kind, status, window_end, as_of, agency_*, standard_*,
    leader_*; for unreported source_* and due; for worsening began, met_before and total_before; what wording_compared.values
    asks for. Raises KeyError for another kind.
    """
    said: dict[str, Any] = {"severity": severity(int(row["numerator"]), parameters)}
    for language in ("vi", "en"):
        values = _values(row, language, parameters)
        for part, template in zip(PARTS, _templates(row)[language], strict=True):
            said[f"{part}_{language}"] = template.format(**values)
        said[f"other_explanations_{language}"] += unconfirmed(row, language)
    return said


def _templates(row: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    if row["kind"] in wording_compared.KINDS:
        return wording_compared.TEMPLATES[wording_compared.name_of(row)]
    return TEMPLATES[_name(row)]


def _name(row: Mapping[str, Any]) -> str:
    kind = str(row["kind"])
    if kind == "promise_over_law" and row["agency_id"] is None:
        return f"{kind}.common"
    if kind == "not_executed" and row["case_kind"] == "sanction":
        return f"{kind}.sanction"
    return f"{kind}.{row['subject'].partition('~')[2]}" if kind == "unfunded" else kind


def _values(row: Mapping[str, Any], language: str, parameters: Mapping[str, Any] | None) -> dict[str, str]:
    leader = row[f"leader_{language}"] or {"vi": "Cơ quan chủ trì tham mưu", "en": "The unit that leads the rule"}[language]
    first, _, second = str(row["subject"] or "").partition("~")
    worse = row["kind"] == "worsening"
    limit = {"share": "legal_budget_share", "disbursed": "legal_budget_disbursed"}.get(second)
    own = wording_compared.values(row, language, parameters) if row["kind"] in wording_compared.KINDS else {}
    return {
        "n": figure(row["numerator"], language), "d": figure(row["denominator"], language), "until": until(row, language),
        "agencies": figure(row["agencies"] or 0, language), "agency": str(row[f"agency_{language}"]),
        "standard": str(row[f"standard_{language}"]), "leader": leader, "day": _day(row["as_of"], language), "year": first,
        "share": percent(number(parameters, limit), language) if limit else "",
        "source": str(row[f"source_{language}"]), "month": _month(second, language) if row["kind"] == "unreported" else "",
        "due": _day(row["due"], language) if row["kind"] == "unreported" else "", "began": _day(row["began"], language),
        "rate": percent(1 - row["numerator"] / row["denominator"], language) if worse else "",
        "before": percent(row["met_before"] / row["total_before"], language) if worse else "",
    } | own  # fmt: skip


def _day(day: Any, language: str) -> str:
    at = pd.Timestamp(day)
    return f"{at:%d/%m/%Y}" if language == "vi" else f"{at.day} {at:%B %Y}"


def _month(month: str, language: str) -> str:
    at = pd.Timestamp(f"{month}-01")
    return f"{at.month}/{at.year}" if language == "vi" else f"{at:%B %Y}"
