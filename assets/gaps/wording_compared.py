"""What a flag of a kind of compared.py says, and the numbers its sentences need. Vietnamese first, English after it.

A lead speaks to whoever checks, names several innocent explanations and asks for a comparison of documents, never for a measure.
What does not belong here: which flags there are (compared.py) and what all kinds share (wording_kinds.py).
"""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from assets.gaps.parameters import number
from assets.gaps.wording import figure, percent

SIDES = {
    "channel": {"vi": ("nộp trực tuyến", "nộp trực tiếp hoặc qua bưu chính"), "en": ("filed online", "filed at the counter or by post")},
    "applicant": {"vi": ("của cá nhân", "của doanh nghiệp"), "en": ("of citizens", "of businesses")},
    "sector": {
        "vi": ("của doanh nghiệp nhà nước, doanh nghiệp có vốn đầu tư nước ngoài", "của doanh nghiệp tư nhân trong nước"),
        "en": ("of state-owned and foreign-invested enterprises", "of private domestic enterprises"),
    },
}
DISPUTED = {
    "vi": (
        "Người đứng đầu đơn vị đối chiếu từng trường hợp trong danh mục kèm theo với hồ sơ gốc và thời điểm ghi trên hệ thống, làm rõ vì sao số liệu của đơn vị khác với nguồn độc lập và sửa số liệu nếu sai.",
        "Phản ánh dồn vào một vài vụ việc hoặc một thời điểm; người dân không hài lòng vì lý do khác thời hạn (chi phí, thái độ, cơ sở vật chất); nguồn độc lập nói về hồ sơ của kỳ trước hoặc của đơn vị khác; mẫu kiểm tra, khảo sát được chọn theo rủi ro.",
    ),
    "en": (
        "The head of the agency compares each item listed with the file itself and the times in the system, finds out why the agency's own figures differ from the independent source, and corrects them where they are wrong.",
        "Complaints about a few cases or one moment; people dissatisfied for reasons other than time (cost, conduct, premises); the source speaks of dossiers of an earlier period or of another agency; checks or answers chosen by risk.",
    ),
}
OWN = {
    "vi": "{agency}: theo số liệu của đơn vị, {rate} hồ sơ thủ tục {procedure} đúng hạn, không thấp hơn mức giữa của các đơn vị cùng cấp; nhưng {window}, ",
    "en": "{agency}: by its own records {rate} of the dossiers of {procedure} were in time, no less than the middle agency of its tier; yet in the {window} ",
}
PEERS = {"vi": "; mức thường thấy ở các đơn vị cùng cấp là {typical}.", "en": "; usual among agencies of the tier is {typical}."}


def _disputed(vi: str, en: str) -> dict[str, tuple[str, str, str]]:
    return {"vi": (OWN["vi"] + vi + PEERS["vi"], *DISPUTED["vi"]), "en": (OWN["en"] + en + PEERS["en"], *DISPUTED["en"])}


# statement, recommended step, other explanations; names as in wording_kinds.py
TEMPLATES: dict[str, dict[str, tuple[str, str, str]]] = {
    "dormant": {
        "vi": (
            "{agency}: {window} không ghi nhận vụ việc nào thuộc “{standard}”. Theo mức của {d} đơn vị cùng cấp được so sánh{size}, dự kiến có khoảng {expected} vụ việc.",
            "Người đứng đầu đơn vị đối chiếu sổ tiếp nhận với hệ thống để xác nhận; nếu có vụ việc thì cập nhật, nếu không thì làm rõ vì sao người dân, doanh nghiệp chưa tiếp cận được quy định này tại đơn vị.",
            "Địa bàn ít phát sinh loại việc này; vụ việc do đơn vị khác tiếp nhận theo phân cấp, ủy quyền hoặc tiếp nhận không phụ thuộc địa giới hành chính; đã giải quyết nhưng chưa cập nhật lên hệ thống; ghi sai mã đơn vị hoặc mã thủ tục.",
        ),
        "en": (
            "{agency}: in the {window} no case of “{standard}” is on record. By the rate of the {d} agencies of the tier compared{size}, about {expected} were to be expected.",
            "The head of the agency compares its registers with the system; cases that exist are entered, and where there are none it is found out why people and businesses do not reach this rule at the agency.",
            "Few such cases arise in the area; another agency takes them by delegation or because filing is not bound to the area; dealt with but not entered in the system; a wrong code of the agency or of the procedure.",
        ),
    },
    "unequal": {
        "vi": (
            "{agency}: thủ tục {procedure}, {until}: {n}/{d} hồ sơ {worse} không được giải quyết đúng hạn; với hồ sơ {better} là {better_n}/{better_d}.{ratio}",
            "Người đứng đầu đơn vị rà soát các hồ sơ trong danh mục kèm theo, làm rõ khâu xử lý nào khác nhau giữa hai nhóm và bảo đảm hồ sơ cùng thủ tục được giải quyết theo cùng quy trình, cùng thời hạn.",
            "Hồ sơ của nhóm này phức tạp hơn hoặc thiếu thành phần nhiều hơn; lỗi kết nối, đồng bộ của cổng dịch vụ công; bộ phận xử lý riêng cho một nhóm bị quá tải; kênh nộp hoặc loại người nộp ghi sai.",
        ),
        "en": (
            "{agency}: {procedure}, dossiers {until}: {n} of {d} {worse} were not dealt with in time; of those {better}, {better_n} of {better_d}.{ratio}",
            "The head of the agency goes through the dossiers listed, finds the step at which the two groups part, and sees to it that dossiers of one procedure go the same way within the same limit.",
            "Dossiers of this group are more complex or more often incomplete; faults of the portal or of its link; a unit that deals with one group alone is overloaded; channel or type of applicant recorded wrongly.",
        ),
    },
    "contradicted.petition": _disputed(
        "người dân, doanh nghiệp có {n} phản ánh, kiến nghị về chậm giải quyết thủ tục này trên {d} hồ sơ đã tiếp nhận ({share})",
        "people and businesses complained {n} times of delay in it, over {d} dossiers received ({share})",
    ),
    "contradicted.inspection": _disputed(
        "{n}/{d} cuộc thanh tra, kiểm tra về thủ tục này phát hiện vi phạm, với {said}/{asked} vụ được kiểm tra ({share})",
        "{n} of {d} inspections of it found violations, in {said} of {asked} cases checked ({share})",
    ),
    "contradicted.survey": _disputed(
        "{n}/{d} kỳ khảo sát về thủ tục này có phiếu không hài lòng, với {said}/{asked} phiếu ({share})",
        "{n} of {d} surveys of it had dissatisfied answers, {said} of {asked} answers ({share})",
    ),
    "contradicted.judgment": _disputed(
        "{n}/{d} bản án hành chính theo khiếu nại về thủ tục này tuyên hủy quyết định bị kiện ({share})",
        "{n} of {d} judgments that followed complaints about it annulled the decision ({share})",
    ),
    "bunched": {
        "vi": (
            "{agency}: thủ tục {procedure}, {until}: {n}/{d} hồ sơ xong trong hạn ({share}) hoàn tất đúng ngày hết hạn hoặc ngày làm việc liền trước" + PEERS["vi"],
            "Người kiểm tra chọn một số hồ sơ trong danh mục kèm theo, đối chiếu thời điểm hoàn tất trên hệ thống với ngày ký văn bản kết quả.",
            "Đơn vị xếp việc theo hạn, việc gần hạn làm trước; lịch ký duyệt, họp hội đồng theo tuần; quy trình nhiều bước hoặc phải chờ cơ quan phối hợp; khối lượng lớn nên cần gần hết thời hạn; phần mềm tự ghi hoàn tất vào ngày hẹn.",
        ),
        "en": (
            "{agency}: {procedure}, dossiers {until}: {n} of {d} finished in time ({share}) were finished on the due day or the working day before" + PEERS["en"],
            "Whoever checks takes some of the dossiers listed and compares the time of completion in the system with the day the result was signed.",
            "Work is ordered by due day; signing or committee days once a week; many steps, or a wait for another authority; a load that needs nearly all the time there is; software that enters completion on the promised day.",
        ),
    },
    "clock_stopped": {
        "vi": (
            "{agency}: thủ tục {procedure}, {until}: {n}/{d} hồ sơ ({share}) chỉ kịp hạn nhờ yêu cầu bổ sung hoặc tạm dừng ghi nhận vào ngày hết hạn hoặc ngày làm việc liền trước" + PEERS["vi"],
            "Người kiểm tra đối chiếu nội dung yêu cầu bổ sung, căn cứ tạm dừng của một số hồ sơ trong danh mục kèm theo với thành phần hồ sơ lúc tiếp nhận.",
            "Thiếu sót của hồ sơ chỉ lộ ra ở bước thẩm định cuối; phải chờ ý kiến hoặc kết quả của cơ quan phối hợp; yêu cầu đã gửi sớm hơn nhưng ghi nhận muộn; người nộp tự xin bổ sung.",
        ),
        "en": (
            "{agency}: {procedure}, dossiers {until}: {n} of {d} ({share}) were in time only through a request for supplements or a pause entered on the due day or the working day before" + PEERS["en"],
            "Whoever checks compares what was asked for, or the ground of the pause, in some of the dossiers listed with the papers they held when accepted.",
            "A defect that shows only at the last step of appraisal; a wait for the opinion or result of another authority; a request sent earlier and entered late; an applicant who asked to add papers.",
        ),
    },
    "refiled": {
        "vi": (
            "{agency}: thủ tục {procedure}: {window}, {n}/{d} hồ sơ bị trả lại ({share}) được chính người nộp nộp lại trong 10 ngày làm việc" + PEERS["vi"],
            "Người kiểm tra xem lý do trả lại của một số hồ sơ trong danh mục kèm theo: nếu chỉ thiếu giấy tờ thì phải hướng dẫn bổ sung một lần thay vì trả lại.",
            "Người nộp bổ sung nhanh giấy tờ còn thiếu; người làm dịch vụ, doanh nghiệp nộp nhiều hồ sơ cùng thủ tục dưới một mã; hồ sơ nhập nhầm phải trả để nhập lại; phần mềm buộc trả lại khi sửa lỗi kỹ thuật.",
        ),
        "en": (
            "{agency}: {procedure}: in the {window}, {n} of {d} dossiers handed back ({share}) were filed again by the same applicant within 10 working days" + PEERS["en"],
            "Whoever checks looks at why some of the dossiers listed were handed back: where papers were missing, one request for supplements was the way.",
            "Applicants who brought the missing papers at once; agents or firms that file many dossiers of one procedure under one token; a wrong entry that had to be made anew; software that allows corrections only after a return.",
        ),
    },
    "clock_doubt.outside_hours": {
        "vi": (
            "{agency}: {window}, {n}/{d} hồ sơ có ghi giờ hoàn tất ({share}) được ghi hoàn tất ngoài giờ làm việc" + PEERS["vi"],
            "Người kiểm tra đối chiếu thời điểm hoàn tất của một số hồ sơ trong danh mục kèm theo với lịch trực và ngày ký văn bản kết quả.",
            "Làm thêm giờ hoặc trực ngày nghỉ theo lịch; cập nhật hệ thống sau giờ tiếp dân; phần mềm đồng bộ ban đêm; đồng hồ máy chủ sai; giờ làm việc của đơn vị khác với giờ đặt trong tham số.",
        ),
        "en": (
            "{agency}: in the {window}, {n} of {d} dossiers with a time of completion ({share}) were completed outside office hours" + PEERS["en"],
            "Whoever checks compares the time of completion of some of the dossiers listed with the duty roster and the day the result was signed.",
            "Overtime or duty on days off by roster; entries made after the counter closes; software that synchronises at night; a server clock that is wrong; office hours other than those of the parameter.",
        ),
    },
    "clock_doubt.late_registration": {
        "vi": (
            "{agency}: {window}, {n}/{d} hồ sơ nộp trực tuyến ({share}) được ghi tiếp nhận sau khi nộp hơn một ngày làm việc" + PEERS["vi"],
            "Người kiểm tra xem nhật ký hệ thống của một số hồ sơ trong danh mục kèm theo để biết hồ sơ đến lúc nào và vì sao tiếp nhận muộn.",
            "Hồ sơ chưa hợp lệ, phải chờ hoàn thiện hoặc nộp phí trước khi tiếp nhận; cổng dịch vụ công chuyển hồ sơ chậm; người nộp lưu nháp rồi mới gửi; bộ phận một cửa không làm việc ngày đó.",
        ),
        "en": (
            "{agency}: in the {window}, {n} of {d} dossiers filed online ({share}) were registered more than one working day after they were sent" + PEERS["en"],
            "Whoever checks reads the system log of some of the dossiers listed: when they came, and why they were registered late.",
            "Incomplete dossiers that waited for papers or a fee; a portal that passed them on late; a draft saved long before it was sent; a counter that was closed on that day.",
        ),
    },
    "clock_doubt.burst": {
        "vi": (
            "{agency}: {window}, {n}/{d} hồ sơ có ghi giờ hoàn tất và người thụ lý nằm trong {bursts} phút mà cùng một người ghi hoàn tất từ {burst} hồ sơ trở lên.",
            "Người kiểm tra đối chiếu ngày ký văn bản kết quả của một số hồ sơ trong danh mục kèm theo với thời điểm ghi hoàn tất.",
            "Phần mềm ghi hoàn tất hàng loạt theo lô; cán bộ cập nhật cuối buổi những việc đã xong trong ngày; chuyển dữ liệu từ phần mềm cũ; nhiều người dùng chung một tài khoản.",
        ),
        "en": (
            "{agency}: in the {window}, {n} of {d} dossiers with a time of completion and an official lie in {bursts} {minutes} in which one official completed {burst} or more.",
            "Whoever checks compares the day the result was signed, for some of the dossiers listed, with the time of completion.",
            "Software that completes in batches; an official who enters at the end of the day what was done during it; data moved over from older software; one account shared by several people.",
        ),
    },
}  # fmt: skip
KINDS = {name.partition(".")[0] for name in TEMPLATES}


def name_of(row: Mapping[str, Any]) -> str:
    """Which of TEMPLATES; a kind's own, or that of its source or sign."""
    own = {"contradicted": "source", "clock_doubt": "subject"}.get(str(row["kind"]))
    return f"{row['kind']}.{row[own]}" if own else str(row["kind"])


def values(row: Mapping[str, Any], language: str, parameters: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Names and figures of the sentences above, in one language.

    row: numerator, denominator, window_end, procedure_*; and of its kind expected and sized, side, met_better, total_better,
    odds_ratio and its interval, said, asked and rate, bursts, typical.
    """
    end = pd.Timestamp(row["window_end"])
    told: dict[str, str] = {
        "window": f"trong 12 tháng tính đến {end:%d/%m/%Y}" if language == "vi" else f"12 months to {end.day} {end:%B %Y}",
        "procedure": str(row[f"procedure_{language}"]),
        "share": percent(_share(row), language),
        "burst": figure(number(parameters, "burst_closings"), language),
    }
    for name in ("said", "asked", "bursts"):
        told[name] = figure(row[name], language) if row.get(name) is not None else ""
    for name in ("rate", "typical"):
        told[name] = percent(row[name], language) if row.get(name) is not None else ""
    told["minutes"] = "minute" if row.get("bursts") == 1 else "minutes"
    if row["kind"] == "dormant":
        size = {
            "vi": " và theo quy mô (tính tạm bằng số hồ sơ thủ tục hành chính đã tiếp nhận)",
            "en": " and by its size (taken from the dossiers it received)",
        }[language]
        told |= {"expected": figure(row["expected"], language), "size": size if row["sized"] else ""}
    return told | (_sides(row, language) if row["kind"] == "unequal" else {})


def _share(row: Mapping[str, Any]) -> float:
    """What was tested: of a source with counts in its rows those counts."""
    if row["kind"] == "contradicted":
        return float(row["said"] / row["asked"])
    return float(row["numerator"] / row["denominator"])


def _sides(row: Mapping[str, Any], language: str) -> dict[str, str]:
    first, other = SIDES[str(row["subject"]).partition("~")[2]][language]
    served_worse, better = (first, other) if row["side"] else (other, first)
    return {
        "worse": served_worse, "better": better, "better_n": figure(row["total_better"] - row["met_better"], language),
        "better_d": figure(row["total_better"], language), "ratio": _ratio(row, language),
    }  # fmt: skip


def _ratio(row: Mapping[str, Any], language: str) -> str:
    """The pooled odds ratio as odds of being late, worse side over better; nothing where a side has no late or no timely case."""
    shown = [math.nan if row[name] is None else float(row[name]) for name in ("odds_ratio", "lower", "upper")]
    if not all(math.isfinite(value) and value > 0 for value in shown):
        return ""
    value, low, high = shown if shown[0] > 1 else (1 / shown[0], 1 / shown[2], 1 / shown[1])
    told = [figure(part, language, 1) for part in (value, low, high)]
    if language == "vi":
        return f" So sánh trong cùng quý, tỷ số chênh của việc bị chậm giữa hai nhóm là {told[0]} (khoảng tin cậy 95 %: {told[1]} đến {told[2]})."
    return f" Within the same quarter the odds of being late are {told[0]} times as high (95% interval: {told[1]} to {told[2]})."
