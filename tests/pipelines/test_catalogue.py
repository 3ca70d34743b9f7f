"""The catalogue people read is what profile and SQL say now, whole, in both languages."""

import re

import pytest
import sqlglot

from assets.indicators.standards import standards_of
from pipelines.catalogue.carriers import AMOUNTS
from pipelines.catalogue.files import FOLDER, MEASURED, drift, files, refuse_drift, write
from pipelines.catalogue.lineage import lineage
from pipelines.catalogue.rules import in_a_sentence, limit
from pipelines.catalogue.words import LANGUAGES, words
from pipelines.runtime.columns import columns_read
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import list_sql, read_path, read_sql

VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@pytest.fixture(scope="module")
def hanoi():
    return load_profile("hanoi")


@pytest.fixture(scope="module")
def made(hanoi):
    return files(hanoi)


def rule(profile, standard_id: str):
    (found,) = [s for s in profile.standards if s.standard_id == standard_id]
    return found


def test_what_is_committed_is_what_the_sources_say(hanoi):
    assert drift(hanoi, FOLDER) == [], "run: python -m pipelines.catalogue"


def test_every_standard_stands_once_in_each_language_with_its_law_and_its_status(hanoi, made):
    for language in LANGUAGES:
        text = "".join(page for name, page in made.items() if name.startswith(f"{language}/standards-"))
        entries = {entry.split('"', 1)[0]: entry for entry in text.split('<a id="')[1:]}
        assert set(entries) == {s.standard_id for s in hanoi.standards} and text.count('<a id="') == len(entries)
        for standard in hanoi.standards:
            entry = entries[standard.standard_id]
            assert " ".join(standard.legal_basis.split()) in entry and words(hanoi, language).status(standard) in entry
            reason = standard.not_measured_reason_vi if language == "vi" else standard.not_measured_reason_en
            assert not reason or " ".join(reason.split()) in entry
            asked = standard.question if language == "vi" else standard.question_en
            assert not asked or " ".join(asked.split()) in entry


def test_a_measured_standard_names_a_source_for_its_start_and_its_end(hanoi, made):
    for language, nothing, first, last in (
        ("vi", "không nguồn nào mang", "Bắt đầu", "Kết thúc"),
        ("en", "no source carries it", "Starts", "Ends"),
    ):
        text = "".join(page for name, page in made.items() if name.startswith(f"{language}/standards-"))
        entries = {entry.split('"', 1)[0]: entry for entry in text.split('<a id="')[1:]}
        for standard in hanoi.standards:
            lines = [line for line in entries[standard.standard_id].splitlines() if line.startswith((f"- **{first}**", f"- **{last}**"))]
            assert len(lines) == 2
            if standard.measure != "not_measured":
                assert not [line for line in lines if nothing in line], standard.standard_id


def test_every_event_of_the_catalogue_has_a_name_in_both_languages(hanoi):
    named = {event.event for event in hanoi.event_names}
    used = {e for s in hanoi.standards for e in (s.start_event, s.end_event, s.due_event, s.extension_event) if e}
    assert used <= named
    assert all(VIETNAMESE.search(event.name_vi) and not VIETNAMESE.search(event.name_en) for event in hanoi.event_names)


@pytest.mark.parametrize(
    ("standard_id", "vi", "en"),
    [
        ("complaint_first_acceptance_v2", "Thụ lý khiếu nại lần đầu trong thời hạn 7 ngày làm việc kể từ khi nhận đơn khiếu nại lần đầu.",
         "Acceptance of a first complaint within 7 working days of receipt of a first complaint."),
        ("draft_public_consultation", "Kết thúc lấy ý kiến dự thảo không sớm hơn 20 ngày kể từ khi đăng tải dự thảo văn bản.",
         "Closing of the consultation not sooner than 20 days after posting of the draft."),
        ("reception_commune_head_v2", "Mỗi tháng ít nhất 2 ngày: tổ chức tiếp công dân.", "At least 2 days every month: holding of a reception day."),
        ("onestop_one_supplement", "Không quá 1 lần trong một vụ việc: yêu cầu bổ sung hồ sơ.", "At most 1 in one case: request for a supplement."),
        ("doc_expired_list_published", "Công bố danh mục VBQPPL hết hiệu lực hằng năm: trong thời hạn 31 ngày kể từ khi kết thúc kỳ.",
         "Publish yearly list of expired documents: within 31 days of end of the period."),
    ],
)  # fmt: skip
def test_a_rule_reads_as_one_sentence(hanoi, standard_id, vi, en):
    standard = rule(hanoi, standard_id)
    assert (in_a_sentence(standard, words(hanoi, "vi")), in_a_sentence(standard, words(hanoi, "en"))) == (vi, en)


def test_conditions_and_extensions_are_told_with_the_act_they_need(hanoi):
    complex_case, spoken = rule(hanoi, "complaint_first_settlement_complex"), words(hanoi, "vi")
    assert spoken.conditions(complex_case) == ["hồ sơ có ghi “số văn bản xác định vụ việc phức tạp”"]
    assert "Văn bản xác định vụ việc phức tạp" in spoken.extension(complex_case)
    assert spoken.conditions(rule(hanoi, "info_request_online_complex_v1")) == ["“kênh” là “Trực tuyến”", "“phức tạp” là “Có”"]
    assert "nhiều nhất 15 ngày làm việc" in spoken.extension(rule(hanoi, "info_request_online_complex_v1"))
    assert limit(rule(hanoi, "law_budget_half_percent"), spoken) == "ít nhất 0,5 %"


def test_every_indicator_stands_in_the_catalogue_down_to_its_columns(hanoi, made):
    for language in LANGUAGES:
        page = made[f"{language}/indicators.md"]
        for file in list_sql("indicators"):
            assert f'<a id="{file.name}"></a>' in page and file.text("title", language) in page
    for name, source, header in (
        ("petition_satisfied", "phan_anh_kien_nghi", "Mức hài lòng"),
        ("dossier_online", "ho_so_tthc", "Kênh nộp"),
        ("promise_kept", "ho_so_tthc", "Ngày hẹn trả"),
        ("apology_sent", "su_kien_ho_so", "Sự kiện"),
        ("legal_budget_share", "ngan_sach", "Chi thường xuyên"),
    ):
        found = {(carrier.source_id, carrier.header) for carrier in lineage(read_sql("indicators", name), hanoi).columns}
        assert (source, header) in found, name


def test_lineage_knows_every_table_and_leaves_out_what_does_not_concern(hanoi):
    kept = lineage(read_sql("indicators", "promise_kept"), hanoi)
    assert kept.tables[-1] == "duties.duty" and {"sources.procedure_case", "cases.procedure_case", "duties.moved_due"} <= set(kept.tables)
    assert not {"cases.staff", "duties.share_duty", "sources.petition"} & set(kept.tables) and "sources.standard" in kept.law
    for file in list_sql("indicators"):
        found = lineage(file, hanoi)
        assert set(file.reads) <= {*found.tables, *found.law}
        if set(s.standard_id for s in found.standards) or file.header["standards"] == "none":
            assert found.columns, file.name


def test_columns_are_read_from_the_sql_star_and_aliases_included(tmp_path):
    path = tmp_path / "anything.sql"
    path.write_text(
        "/* ---\ntitle: {vi: a, en: b}\n--- */\n"
        "with a as (select p.agency_id as unit, p.channel from cases.procedure_case as p), b as (select * from cases.survey)\n"
        "select a.unit, b.satisfied, satisfied + 1 as more from a inner join b on a.unit = b.agency_id\n",
        encoding="utf-8",
    )
    found = columns_read(read_path(path))
    assert {
        ("cases.procedure_case", "agency_id"),
        ("cases.procedure_case", "channel"),
        ("cases.survey", "satisfied"),
        ("cases.survey", "responses"),
    } <= found
    assert ("cases.procedure_case", "unit") not in found and ("cases.procedure_case", "status") not in found


def test_standards_of_an_indicator_are_those_its_sql_takes(hanoi):
    named = standards_of(read_sql("indicators", "task_owned"), hanoi)
    assert [s.standard_id for s in named] == ["plan_task_head_named"]
    by_procedure = standards_of(read_sql("indicators", "dossier_on_time_by_law"), hanoi)
    assert by_procedure and all(s.condition == "procedure" for s in by_procedure)


def test_amounts_are_the_columns_that_the_sql_of_shares_takes():
    body = read_sql("duties", "share_duty").body
    taken = set()
    for select in sqlglot.parse_one(body, read="duckdb").find_all(sqlglot.exp.Select):
        texts = {e.alias: e.this for e in select.expressions if isinstance(e, sqlglot.exp.Alias)}
        if {"case_kind", "event", "amount"} <= set(texts) and texts["event"].is_string:
            column = next(texts["amount"].find_all(sqlglot.exp.Column))
            taken.add((texts["event"].name, (texts["case_kind"].name, column.name)))
    assert taken == set(AMOUNTS.items())


def test_questions_notes_procedures_groups_and_contradictions_are_all_there(hanoi, made):
    for language in LANGUAGES:
        pages = {name.partition("/")[2]: page for name, page in made.items() if name.startswith(language)}
        assert all(f"| {q.id} |" in pages["questions.md"] for q in hanoi.open_questions)
        assert all(f"`{note.id}`" in pages["notes.md"] for note in hanoi.legal_notes)
        assert all(f"`{p.procedure_code}`" in pages["procedures.md"] for p in hanoi.procedures)
        assert all(f"## {number}. " in pages["plan.md"] for number in range(1, 8))
        assert pages["plan.md"].count("CẦN XÁC NHẬN" if language == "vi" else "TO CONFIRM") == 7
        assert all(p.id in pages["contradictions.md"] for p in hanoi.possible_contradictions)
    known = {s.standard_id for s in hanoi.standards}
    assert all(set(p.standard_ids.split()) <= known for p in hanoi.possible_contradictions)


def test_english_pages_speak_english_and_vietnamese_pages_vietnamese(made):
    labels = re.compile(r"^- \*\*(.+?)\*\*", re.MULTILINE)
    for name, page in made.items():
        found = set(labels.findall(page)) - {"SQL"}
        if name.startswith("en/"):
            assert not [label for label in found if VIETNAMESE.search(label)]
        if name.startswith("vi/"):
            assert not [label for label in found if label.isascii()], name


def test_another_jurisdiction_has_a_catalogue_too():
    made = files(load_profile("chicago"))
    assert '<a id="failed_canvass_reinspected"></a>' in made["en/standards-3.md"] and "index.md" in made


def test_writing_brings_a_folder_up_to_date_and_says_what_changed(hanoi, made, tmp_path):
    assert write(hanoi, tmp_path) == sorted(made) and write(hanoi, tmp_path) == []
    (tmp_path / "vi" / "plan.md").write_text("sửa tay", encoding="utf-8")
    (tmp_path / "vi" / "old.md").write_text("cũ", encoding="utf-8")
    with pytest.raises(LawgapError, match=r"vi/old\.md, vi/plan\.md"):
        refuse_drift(hanoi, tmp_path)
    assert write(hanoi, tmp_path) == ["vi/old.md", "vi/plan.md"] and not (tmp_path / "vi" / "old.md").exists()


def test_links_lead_somewhere(made):
    for name, page in made.items():
        for target, anchor in re.findall(r"\]\(([^)#]*)(?:#([^)]+))?\)", page):
            # a measurement is committed, not made
            if target.startswith("../") or target in MEASURED:
                assert (FOLDER / name).parent.joinpath(target).resolve().exists(), target
                continue
            folder = name.rpartition("/")[0]
            other = name if not target else f"{folder}/{target}" if folder else target
            assert other in made and (not anchor or f'<a id="{anchor}"></a>' in made[other]), (name, target, anchor)
