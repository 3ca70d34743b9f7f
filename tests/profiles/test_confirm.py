"""A legal officer confirms a rule: who, when, from what; and what the catalogue refuses to be told."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from rich.console import Console

from assets.sources.profile_tables import put_profile
from pipelines.catalogue.standards import facts
from pipelines.catalogue.words import words
from pipelines.confirm import confirm, questions
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.warehouse import connect

CARD = """
name = "{name}"
{extends}
title = {{ vi = "Nơi thử", en = "Test place" }}
city = {{ vi = "Nơi thử", en = "Test place" }}
time_zone = "Asia/Ho_Chi_Minh"
holidays = "VN"
confirmed_years = [2025, 2026]
city_agency = "01"
"""
DAY = dt.date(2026, 11, 2)


def place(folder: Path, extends: str = "hanoi") -> Profile:
    """A profile of its own that takes the law of `extends` over."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "profile.toml").write_text(CARD.format(name=folder.name, extends=f'extends = "{extends}"'), encoding="utf-8")
    return load_profile(folder)


def status(profile: Profile, standard_id: str) -> str:
    (found,) = [s.status for s in profile.standards if s.standard_id == standard_id]
    return found


def say(profile: Profile, standard_id: str, by: str = "Nguyễn Văn An", source: str = "Bản gốc, Công báo số 12", on: dt.date = DAY) -> str:
    out = Console(file=io.StringIO(), width=400, highlight=False)
    confirm(profile, standard_id, by, source, out, on)
    return out.file.getvalue()


def test_a_confirmation_is_kept_dated_and_makes_the_standard_confirmed(tmp_path):
    profile = place(tmp_path / "place")
    assert status(profile, "complaint_first_settlement") == "seen"
    say(profile, "complaint_first_settlement")
    with (profile.folder / "confirmations.csv").open(encoding="utf-8", newline="") as handle:
        assert list(csv.DictReader(handle)) == [
            {"standard_id": "complaint_first_settlement", "status": "confirmed", "by": "Nguyễn Văn An", "on": "2026-11-02", "source": "Bản gốc, Công báo số 12"}
        ]  # fmt: skip
    again = load_profile(profile.folder)
    assert status(again, "complaint_first_settlement") == "confirmed" and status(again, "complaint_second_settlement") == "seen"
    connection = connect(":memory:")
    put_profile(connection, again)
    assert connection.execute("select status from sources.standard where standard_id = 'complaint_first_settlement'").fetchall() == [
        ("confirmed",)
    ]
    connection.close()


def test_who_confirmed_it_is_shown_where_the_standard_is(tmp_path):
    profile = place(tmp_path / "place")
    say(profile, "complaint_first_settlement")
    again = load_profile(profile.folder)
    (standard,) = [s for s in again.standards if s.standard_id == "complaint_first_settlement"]
    for language in ("vi", "en"):
        shown = " ".join(text for _, text in facts(standard, words(again, language)))
        assert "Nguyễn Văn An, 02/11/2026: Bản gốc, Công báo số 12" in shown


def test_the_file_grows_and_the_last_word_holds(tmp_path):
    profile = place(tmp_path / "place")
    say(profile, "complaint_first_settlement")
    say(profile, "denunciation_settlement")
    path = profile.folder / "confirmations.csv"
    # somebody takes it back by hand, in an editor that leaves no line end
    path.write_text(
        path.read_text(encoding="utf-8") + "complaint_first_settlement,to_confirm,Trần Thị B,2026-11-05,Luật đã sửa", encoding="utf-8"
    )
    assert status(load_profile(profile.folder), "complaint_first_settlement") == "to_confirm"
    say(load_profile(profile.folder), "complaint_first_settlement", by="Trần Thị B", on=dt.date(2026, 11, 9))
    again = load_profile(profile.folder)
    assert (
        len(again.confirmations) == 4
        and status(again, "complaint_first_settlement") == status(again, "denunciation_settlement") == "confirmed"
    )


def test_a_profile_that_extends_another_keeps_its_confirmations_and_leaves_that_one_alone(tmp_path):
    base = place(tmp_path / "base")
    say(base, "complaint_first_settlement")
    before = (base.folder / "confirmations.csv").read_bytes()
    heir = place(tmp_path / "heir", extends=str(base.folder))
    assert status(heir, "complaint_first_settlement") == "confirmed"
    say(heir, "denunciation_settlement")
    again = load_profile(heir.folder)
    assert status(again, "complaint_first_settlement") == status(again, "denunciation_settlement") == "confirmed"
    assert (base.folder / "confirmations.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("standard_id", "by", "source", "what", "do"),
    [
        ("complaint_first_setlement", "A", "B", "no standard", "complaint_first_settlement"),
        ("complaint_first_settlement", "  ", "B", "needs a name", "--by"),
        ("complaint_first_settlement", "A", " ", "needs a source", "--source"),
        ("onestop_result_by_due_date", "A", "B", "cites no article", "legal_basis"),
    ],
)
def test_what_nobody_could_check_is_refused_and_nothing_written(tmp_path, standard_id, by, source, what, do):
    profile = place(tmp_path / "place")
    with pytest.raises(LawgapError) as error:
        say(profile, standard_id, by, source)
    assert what in error.value.what and do in str(error.value)
    assert not (profile.folder / "confirmations.csv").exists()


def test_an_open_question_is_asked_and_does_not_stop_the_record(tmp_path):
    profile = place(tmp_path / "place")
    said = say(profile, "complaint_first_settlement")
    assert "Điều 28 còn nguyên sau Luật 136/2025/QH15 không?" in said and "still open" in said
    assert status(load_profile(profile.folder), "complaint_first_settlement") == "confirmed"


def test_questions_name_the_standards_that_wait_and_how_many(tmp_path):
    profile = place(tmp_path / "place")
    out = Console(file=io.StringIO(), width=400, highlight=False)
    questions(profile, out)
    said = out.file.getvalue()
    assert all(question.question_vi in said and question.question_en in said for question in profile.open_questions)
    assert "complaint_first_settlement: seen" in said and f"{len(profile.open_questions)} câu hỏi" in said.splitlines()[-1]


def test_a_spreadsheet_cannot_run_what_an_officer_typed(tmp_path):
    """The file is opened in spreadsheets: a name that begins like a formula stays a name."""
    profile = place(tmp_path / "place")
    with pytest.raises(LawgapError):
        say(profile, "complaint_first_settlement", by="=cmd|'/c calc'!A1")
