"""The duty of a rule in one sentence: what a head of an office reads first, so it has to be a sentence."""

import re
from pathlib import Path

import pytest

from dashboards.words import LANGUAGES, strings
from tests.dashboards.reading import ask, lead

PAGES = [("vi", "."), ("en", "en")]


@pytest.mark.parametrize(
    "rule, vietnamese, english",
    [
        ("reception_commune_head_v2", "Phải có ít nhất 2 ngày tiếp công dân mỗi tháng.", "At least 2 reception days a month."),
        ("onestop_one_supplement", "Không quá 1 lần yêu cầu bổ sung đối với mỗi hồ sơ.", "No more than 1 request for a supplement for each dossier."),
        (
            "law_budget_half_percent",
            "Chi cho xây dựng và tổ chức thi hành pháp luật phải đạt ít nhất 0,5 % tổng chi thường xuyên",
            "Spending on making and carrying out law: at least 0.5% of regular (or total) expenditure.",
        ),
        (
            "legal_staff_support_100pct",
            "Số người đã được chi hỗ trợ phải đạt 100 % số người thuộc diện được hỗ trợ.",
            "Staff paid: 100% of staff entitled to support.",
        ),
        (
            "complaint_dialogue_notice",
            "Từ khi gửi thông báo tổ chức đối thoại đến khi tổ chức đối thoại phải có ít nhất 5 ngày.",
            "At least 5 days from notice of the dialogue to holding of the dialogue.",
        ),
        (
            "onestop_apology_issued",
            "Mỗi lần quá ngày hẹn trả kết quả mà chưa có kết quả thì phải gửi phiếu xin lỗi và hẹn lại ngày trả kết quả.",
            "Each passing of the promised day without a result has to be followed by sending of an apology with a new date.",
        ),
        ("onestop_result_by_due_date", "Có kết quả giải quyết chậm nhất khi đến ngày hẹn.", "The result being ready no later than the promised day."),
        (
            "proc_construction_permit_v2",
            "Phải xong trong 7 ngày làm việc kể từ khi nghĩa vụ phát sinh.",
            "To be done within 7 working days of the day the duty arises.",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_rule_has_its_sentence(site: Path, rule: str, vietnamese: str, english: str):
    for folder, said in ((site, vietnamese), (site / "en", english)):
        assert said in lead(folder / "standards" / f"{rule}.html").replace("\u00a0", " ")


@pytest.mark.parametrize("language, folder", PAGES)
def test_no_page_times_what_takes_no_time_or_names_a_number_of_nothing(site: Path, audit, language: str, folder: str):
    """Days run for deadlines; a number stands before the word it counts; no quantity is something that happens."""
    timed = {
        rule
        for (rule,) in ask(audit, "select standard_id from standard where kind = 'deadline' and direction = 'max' and due_event is null")
    }
    counted_from = {"vi": "Tính từ khi", "en": "Counted from"}[language]
    bare = r"(ít nhất|Không quá|trong|[Aa]t least|No more than|within) [\d.,]*\d\. "
    pages = list((site / folder / "standards").glob("*.html"))
    assert len(pages) > 180
    for page in pages:
        said = lead(page).replace("\u00a0", " ")
        assert page.stem in timed or counted_from not in said, said
        assert not re.search(bare, said), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_a_quantity_is_not_called_an_event_as_well(language: str):
    groups = {name: {key.partition(".")[2] for key in strings(language) if key.startswith(f"{name}.")} for name in ("event", "quantity")}
    assert groups["quantity"] and not groups["event"] & groups["quantity"]
