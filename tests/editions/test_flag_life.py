"""What becomes of a flag from edition to edition: a year of a small city, a correction, late data, and the month after."""

from pathlib import Path

from tests.editions.small_city import RULE, ask, flag


def row(edition: Path, agency: str, *columns: str) -> tuple:
    (found,) = ask(edition, f"select {', '.join(columns)} from flag where flag_id = ?", flag(agency))
    return found


def test_a_first_edition_lists_everything_as_new_whatever_a_draft_said(chain):
    assert ask(chain["draft"], "select distinct life, ended_in from flag") == [("new", None)]
    assert ask(chain["published"], "select distinct life, ended_in, first_listed_in from flag") == [("new", None, "2026-10-31.2")]
    assert ask(chain["published"], "select compared_with, previous_edition_id from edition") == [(None, "2026-10-31.1")]
    assert ask(chain["published"], "select * from change") == []


def test_corrected_data_withdraw_a_flag_and_the_reason_names_the_file(chain):
    columns = ("life", "life_cause", "ended_in", "numerator", "denominator", "life_reason_vi", "life_reason_en")
    life, cause, ended, unmet, due, vietnamese, english = row(chain["corrected"], "M0001", *columns)
    assert (life, cause, ended, unmet, due) == ("withdrawn", "corrected_file", "2026-10-31.3", 24, 24)
    assert "“ho_so_tthc/2026-10_sua.csv” nhận ngày 15/11/2026" in vietnamese and "24/24" in vietnamese and "0/24" in vietnamese
    assert "“ho_so_tthc/2026-10_sua.csv” came on 15 November 2026" in english
    assert ask(chain["corrected"], "select count(*) from flag where life = 'withdrawn' and audience = 'published'") == [(1,)]


def test_the_old_months_are_recounted_when_the_month_has_moved_on(chain):
    """A correction that comes with the next month's file still withdraws; better practice alone never does."""
    life, cause, reason = row(chain["november"], "M0004", "life", "life_cause", "life_reason_vi")
    assert (life, cause) == ("withdrawn", "corrected_file") and "“ho_so_tthc/2026-11.csv” nhận ngày 02/12/2026" in reason
    life, cause, reason = row(chain["november"], "M0002", "life", "life_cause", "life_reason_vi")
    assert (life, cause) == ("resolved", "new_cases") and "2026-10-31.3 vẫn đúng" in reason and "0/24" in reason


def test_what_goes_on_keeps_its_first_edition_and_says_whether_it_is_better(chain):
    assert row(chain["november"], "M0003", "life", "first_listed_in", "ended_in") == ("continuing", "2026-10-31.2", None)
    life, unmet, due, reason = row(chain["november"], "M0006", "life", "numerator", "denominator", "life_reason_vi")
    assert life == "better" and (unmet, due) == (22, 54)
    assert "24/24 chưa thực hiện đúng" in reason and "22/54 chưa thực hiện đúng" in reason


def test_what_was_withdrawn_stays_listed_with_its_reason_and_its_rows(chain):
    before = row(chain["corrected"], "M0001", "life", "ended_in", "life_reason_vi", "statement_vi", "numerator")
    assert row(chain["november"], "M0001", "life", "ended_in", "life_reason_vi", "statement_vi", "numerator") == before
    for edition in ("published", "corrected", "november"):
        for flag_id, counted, sql in ask(chain[edition], "select flag_id, numerator, evidence_sql from flag"):
            listed = ask(chain[edition], "select count(*), count(distinct row_id) from flag_evidence where flag_id = ?", flag_id)
            assert listed == [(counted, counted)] and len(ask(chain[edition], sql)) == counted, (edition, flag_id)
            led = ask(chain[edition], "select row_id, file_name, row from trace_flag(?)", flag_id)
            assert len({row_id for row_id, _, _ in led}) == counted and all(name and line for _, name, line in led), (edition, flag_id)


def test_every_change_has_its_cause(chain):
    changes = ask(chain["corrected"], "select what, key, before, after, cause from change where what <> 'score'")
    assert changes == [
        # its dossiers were closed in the evening too; with the file that corrects them that lead is gone as well
        ("flag", "clock_doubt~M0001~-~outside_hours", "20/22", None, "corrected_file"),
        ("flag", flag("M0001"), "24/24", None, "corrected_file"), ("gap", f"M0001~{RULE}", "0/24", "24/24", "corrected_file"),
    ]  # fmt: skip
    assert set(ask(chain["corrected"], "select distinct cause from change where key like 'M0001~%'")) == {("corrected_file",)}
    november = {(what, key): (before, after, cause) for what, key, before, after, cause in ask(
        chain["november"], "select what, key, before, after, cause from change")}  # fmt: skip
    assert november["gap", f"M0004~{RULE}"] == ("0/24", "24/24", "corrected_file")
    assert november["gap", f"M0006~{RULE}"] == ("0/24", "32/54", "new_cases")
    assert november["flag", flag("M0002")] == ("8/30", None, "new_cases")
    assert ask(chain["november"], "select distinct from_edition_id from change") == [("2026-10-31.3",)]
    told = ask(chain["november"], "select life, cause from v_changes_since_last where key = ? and agency_vi is not null", flag("M0002"))
    assert told == [("resolved", "new_cases")]


def test_numbers_that_ended_are_counted_nowhere(chain):
    page = (chain["november"] / "site" / "flags.html").read_text(encoding="utf-8")
    ((standing,),) = ask(chain["november"], "select count(*) from flag where ended_in is null and audience = 'published'")
    assert f"{standing} cảnh báo đang có hiệu lực" in page
    expected = "select sum(1 - probability) from flag where ended_in is null and audience = 'published'"
    assert ask(chain["november"], expected) == ask(chain["november"], "select expected_false_flags from edition")
    home = (chain["november"] / "site" / "index.html").read_text(encoding="utf-8")
    assert "Thay đổi so với kỳ đã công bố 2026-10-31.3" in home and "do tệp sửa hoặc rút tệp" in home


def test_pages_keep_what_ended_apart_with_the_reason(chain):
    page = (chain["november"] / "site" / "flags" / f"{flag('M0004')}.html").read_text(encoding="utf-8")
    assert "đã rút · từ kỳ công bố 2026-11-30.1" in page and "2026-11.csv" in page
    sheet = (chain["november"] / "site" / "agencies" / "M0004.html").read_text(encoding="utf-8")
    assert "thực hiện đúng mọi nghĩa vụ đến hạn" in sheet and "Đã khắc phục hoặc đã rút" in sheet and "2026-11.csv" in sheet


def test_every_head_of_the_twelve_months_is_named_by_office(chain):
    (heads,) = row(chain["published"], "M0003", "head")
    assert heads == "Chủ tịch UBND phường (từ 01/01/2024 đến 31/03/2026); Chủ tịch UBND phường (từ 01/04/2026)"


def state(connection) -> list[list[tuple]]:
    return [sorted(connection.execute(f"from editions.{name}").fetchall(), key=repr) for name in ("flag", "flag_evidence", "change")]


def test_the_same_predecessor_gives_the_same_and_none_gives_nothing_but_new_flags(chain):
    from assets.editions.life import make_life
    from pipelines.runtime.warehouse import writing

    city = chain["city"]
    before = [chain[name] for name in ("draft", "published", "corrected")]
    with writing(city.home) as connection:
        published = state(connection)
        make_life(connection, city.profile, before, city.home.work)
        assert state(connection) == published
        make_life(connection, city.profile, [], city.home.work)
        assert connection.execute("select distinct life, first_listed_in from editions.flag").fetchall() == [("new", "2026-11-30.1")]
        assert connection.execute("from editions.change").fetchall() == []
        make_life(connection, city.profile, before, city.home.work)
    assert not (city.home.work / "recount.duckdb").exists()
