"""The catalogue of indicators, from the headers of sql/indicators, each with what it is made from down to the columns of the files."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pipelines.catalogue.lineage import Lineage, lineage
from pipelines.catalogue.markdown import document, items, table
from pipelines.catalogue.words import Words
from pipelines.runtime.sqlfile import SqlFile, list_sql

FAMILY = {
    "vi": {
        "proportion": "tỷ lệ (tử số trên mẫu số), khoảng tin cậy Wilson 95 %", "rate": "tần suất trên một đơn vị quy mô, khoảng tin cậy Poisson 95 %",
        "amount": "thương của hai đại lượng (tiền, số lượng), không có khoảng tin cậy", "duration": "số ngày trung vị (Kaplan–Meier), vụ còn mở vẫn tính",
    },
    "en": {
        "proportion": "share (numerator over denominator), Wilson 95 % interval", "rate": "frequency per exposure, Poisson 95 % interval",
        "amount": "one amount over another, no interval", "duration": "median days (Kaplan–Meier), open cases counted",
    },
}  # fmt: skip
BETTER = {
    "vi": {"higher": "cao hơn là tốt hơn", "lower": "thấp hơn là tốt hơn"},
    "en": {"higher": "higher is better", "lower": "lower is better"},
}
OVER_12_MONTHS = {
    "vi": {
        "newest": "; qua 12 tháng lấy tháng mới nhất, không cộng",
        "newest_base": "; qua 12 tháng cộng tử số, chia cho mẫu số mới nhất",
    },
    "en": {"newest": "; over 12 months the newest month, no sum", "newest_base": "; over 12 months the sum over the newest denominator"},
}
MOST_NAMES = 12
# longer phrases first: what a header says one row is, in Vietnamese
GRAIN = (
    ("one row a finding", "mỗi kết quả rà soát một dòng"),
    ("agency with the units under it", "đơn vị và các đơn vị trực thuộc"),
    ("posts by month: a post counts once a month", "vị trí theo tháng: mỗi vị trí tính một lần một tháng"),
    ("people by month: one person counts once a month", "người theo tháng: mỗi người tính một lần một tháng"),
    ("month of the second decision", "tháng ra quyết định lần hai"),
    ("month of the answer", "tháng trả lời"),
    ("month of the judgment", "tháng tuyên án"),
    ("month of the return", "tháng trả lại"),
    ("month of closing", "tháng kết thúc"),
    ("year (its last month)", "năm (ghi vào tháng cuối)"),
    ("last month", "tháng cuối"),
    ("of effect; due", "có hiệu lực; đến hạn"),
    ("of acceptance", "tiếp nhận"),
    ("of completion", "hoàn thành"),
    ("of effect", "có hiệu lực"),
    ("of issue", "ban hành"),
    ("(due)", "(đến hạn)"),
    ("(finished)", "(hoàn tất)"),
    ("(found)", "(phát hiện)"),
    ("agency", "đơn vị"),
    ("standard", "chuẩn mực"),
    ("month", "tháng"),
)


def facts(file: SqlFile, words: Words) -> list[tuple[str, str]]:
    """Everything about one indicator as (what, text)."""
    header, say, made = file.header, words.say, lineage(file, words.profile)
    kinds = header["case_kinds"] if isinstance(header["case_kinds"], list) else []
    standards = [f"`{s.standard_id}`" for s in made.standards]
    if header["standards"] == "all":
        text = say(f"{len(standards)} chuẩn mực đo được mà SQL chọn", f"{len(standards)} measured standards that the SQL takes")
    elif header["standards"] == "none" and standards:
        text = say(
            f"không gắn với chuẩn mực; đọc nghĩa vụ của {len(standards)} chuẩn mực", f"of no standard; reads duties of {len(standards)}"
        )
    else:
        text = ", ".join(standards) or say("không theo chuẩn mực nào", "none: it is no duty")
    return [
        (say("Vì sao", "Why"), file.text("why", words.language)),
        (say("Cách tính", "How"), _how(header, words.language)),
        (say("Một dòng là", "Grain"), _grain(str(header["grain"]), words)),
        (say("Mẫu số tối thiểu", "Minimum denominator"), str(header["minimum_denominator"])),
        (say("Nhóm nhiệm vụ", "Plan group"), str(header["plan_group"])),
        (say("Vụ việc", "Cases"), ", ".join(words.kind(kind) for kind in kinds) or say("mọi loại", "every kind")),
        (say("Chuẩn mực", "Standards"), text),
        (say("Nguồn định nghĩa", "Definition"), _half(str(header["source_of_definition"]), words)),
        (say("Đường đi của dữ liệu", "Lineage"), " → ".join(f"`{name}`" for name in (*made.tables, file.table))),
        (say("Bảng pháp luật, lịch, kỳ", "Law, calendar, clock"), ", ".join(f"`{name}`" for name in made.law)),
        (say("Cột của nguồn", "Source columns"), _columns(made, words)),
        ("SQL", f"[sql/indicators/{file.name}.sql](../../../sql/indicators/{file.name}.sql)"),
    ]


def _how(header: dict[str, Any], language: str) -> str:
    over = OVER_12_MONTHS[language].get(header.get("over_12_months", "sum"), "")
    return f"{FAMILY[language][header['family']]}; {BETTER[language][header['better']]}{over}"


def _columns(made: Lineage, words: Words) -> str:
    """Columns and events by source, each said once; of very many only how many, since each standard lists its own."""
    if not made.columns:
        return words.say("không cột nào của hồ sơ này", "no column of this profile")
    parts = []
    for source, found in groupby(made.columns, key=lambda carrier: carrier.source_id):
        names = sorted({f"{words.say('sự kiện', 'event')} “{c.written}”" if c.written else f"“{c.header}”" for c in found})
        if len(names) > MOST_NAMES:
            names = [words.say(f"{len(names)} cột, sự kiện (xem từng chuẩn mực)", f"{len(names)} columns and events (see the standards)")]
        parts.append(f"`{source}`: {', '.join(names)}")
    return "; ".join(parts)


def _grain(text: str, words: Words) -> str:
    """What one row is; the words of the header are English."""
    for en, vi in GRAIN if words.vi else ():
        text = text.replace(en, vi)
    return text


def _half(text: str, words: Words) -> str:
    vi, slash, en = text.partition(" / ")
    return text if not slash else vi if words.vi else en


def indicators_page(words: Words) -> str:
    """Every indicator, those of one plan group together."""
    files = sorted(list_sql("indicators"), key=lambda f: (f.header["plan_group"], f.name))
    say, language = words.say, words.language
    lines = [say("# Danh mục chỉ số", "# Catalogue of indicators"), ""]
    lines += [say(f"{len(files)} chỉ số; mỗi chỉ số là một tệp SQL.", f"{len(files)} indicators; each is one SQL file."), ""]
    lines += table(
        [say("Nhóm", "Group"), say("Mã", "Id"), say("Tên", "Title"), say("Loại", "Family")],
        [[str(f.header["plan_group"]), f"[`{f.name}`](#{f.name})", f.text("title", language), f.header["family"]] for f in files],
    )
    for file in files:
        lines += ["", f'<a id="{file.name}"></a>', "", f"## {file.text('title', language)}", "", f"`{file.name}`", ""]
        lines += items(facts(file, words))
    return document(lines)


def pages(words: Words) -> Iterator[tuple[str, str]]:
    """(file name, text) of every page about indicators."""
    yield "indicators.md", indicators_page(words)
