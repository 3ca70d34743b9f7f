"""Worlds from TOML files: every planted truth is visible in the files by plain reading, and nothing else is there to be found."""

import csv
import datetime as dt
import math
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from pipelines.runtime.errors import LawgapError
from pipelines.simulator import days
from pipelines.simulator.worlds import simulate_world
from tests.conftest import ROOT
from tests.simulator.counting import END, WINDOW, dossiers, facts, pauses
from tests.simulator.reading import day, newest

EXAMPLES = ROOT / "pipelines" / "simulator" / "worlds"
EXACT = (
    "overdue", "unowned", "undocumented", "unresolved_contradiction", "not_executed", "unfunded", "unreported", "promise_over_law",
)  # fmt: skip
ONE_MORE = '\n[[planted]]\nkind = "unmet"\nagency_id = "M0100"\nstandard_id = "proc_birth_registration"\nfrom = "2026-01"\nsize = 0.4\n'
TINY = "seed = 11\nmonths = 14\nagency_months = 13\nsize = 6\n"


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("world") / "small"
    simulate_world(EXAMPLES / "small.toml", out)
    return out


@pytest.fixture(scope="module")
def quiet(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("quiet")
    (folder / "quiet.toml").write_text(f"{TINY}quiet = true\n", encoding="utf-8")
    simulate_world(folder / "quiet.toml", folder / "out")
    return folder / "out"


def truth(world: Path, *kinds: str) -> list[dict[str, str]]:
    with (world / "truth.csv").open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        rows = [row for row in reader if not kinds or row["kind"] in kinds]
    assert reader.fieldnames == ["kind", "agency_id", "standard_id", "procedure_code", "from", "to", "size", "note"]
    return rows


def planted(world: Path, kind: str) -> list[dict[str, str]]:
    """Rows of a kind; there must be some, and not what merely follows from another."""
    found = [row for row in truth(world, kind) if not row["note"].startswith("follows")]
    assert found, f"nothing planted of kind {kind}"
    return found


def duties(world: Path, standard: str, code: str) -> list[tuple[str, dt.date, dt.date, bool]]:
    """(agency, day of the start, due, kept) of every duty due by the end."""
    if standard == "pakn_answered":
        rows = newest(world, "phan_anh_kien_nghi", "Mã phản ánh")
        read = ((row, day(row["Thời điểm nhận"]), day(row["Thời điểm trả lời"])) for row in rows)
        found = [(row, start, days.on_or_after(start + dt.timedelta(days=20)), done) for row, start, done in read]
    else:
        found = [(row, day(row["Thời điểm tiếp nhận"]), due, done) for row, due, done in dossiers(world) if row["Mã TTHC"] == code]
    return [(row["Mã đơn vị"], start, due, done is not None and done <= due) for row, start, due, done in found if due <= END]


def near(kept: list[bool], p: float) -> bool:
    """Within four standard deviations of the probability."""
    return abs(sum(kept) - p * len(kept)) <= 4 * math.sqrt(max(p * (1 - p) * len(kept), 0.25))


def test_unmet_duties_are_kept_as_rarely_as_the_truth_says(world: Path):
    for row in planted(world, "unmet"):
        found = duties(world, row["standard_id"], row["procedure_code"])
        since = [kept for agency, start, _, kept in found if agency == row["agency_id"] and start >= dt.date.fromisoformat(row["from"])]
        assert len(since) >= 25 and near(since, 1 - float(row["size"])), row


def test_worsening_is_a_fall_of_that_size_in_the_last_months(world: Path):
    for row in planted(world, "worsening"):
        now, before = [], []
        for agency, start, _, kept in duties(world, row["standard_id"], row["procedure_code"]):
            if agency == row["agency_id"]:
                (now if start >= dt.date.fromisoformat(row["from"]) else before).append(kept)
        assert sum(before) / len(before) > 0.93 and near(now, sum(before) / len(before) - float(row["size"])), row


def test_an_unworkable_limit_is_kept_hardly_anywhere(world: Path):
    (row,) = planted(world, "unworkable")
    by_agency: dict[str, list[bool]] = defaultdict(list)
    for agency, start, _, kept in duties(world, row["standard_id"], row["procedure_code"]):
        if start >= dt.date.fromisoformat(row["from"]):
            by_agency[agency].append(kept)
    assert len(by_agency) > 100 and sum(sum(kept) < 0.95 * len(kept) for kept in by_agency.values()) > 0.7 * len(by_agency)
    assert near([kept for own in by_agency.values() for kept in own], 1 - float(row["size"])) is True


def test_true_rates_are_those_of_the_files(world: Path):
    """All cells of a standard together: the sum of kept duties is what their probabilities say, within four deviations."""
    rates = {(row["agency_id"], row["standard_id"]): float(row["size"]) for row in truth(world, "rate")}
    codes = {row["standard_id"]: row["procedure_code"] for row in truth(world) if row["procedure_code"]} | {"pakn_answered": ""}
    for standard, code in codes.items():
        cells = [
            (rates[agency, standard], kept)
            for agency, _, due, kept in duties(world, standard, code)
            if due >= WINDOW and (agency, standard) in rates
        ]
        if standard == "proc_construction_permit_v2":
            continue
        expected, deviation = sum(p for p, _ in cells), math.sqrt(sum(p * (1 - p) for p, _ in cells))
        assert len(cells) > 100 and abs(sum(kept for _, kept in cells) - expected) < 4 * deviation + 1, standard


def share(rows: list[tuple[str, bool]], agency: str, marked: tuple[str, ...] = ()) -> tuple[float, float]:
    """(share at one agency, share together at all others that are not marked too)."""
    own, others = [hit for name, hit in rows if name == agency], [hit for name, hit in rows if name not in (agency, *marked)]
    return sum(own) / max(len(own), 1), sum(others) / max(len(others), 1)


def recent(world: Path, code: str = "") -> list[tuple[dict[str, str], dt.date, dt.date | None]]:
    return [
        found for found in dossiers(world) if (not code or found[0]["Mã TTHC"] == code) and day(found[0]["Thời điểm tiếp nhận"]) >= WINDOW
    ]


def test_a_dormant_agency_has_no_case_where_others_have_many(world: Path):
    for row in planted(world, "dormant"):
        taken = [found for found in newest(world, "ho_so_tthc", "Mã hồ sơ") if found["Mã TTHC"] == row["procedure_code"]]
        own = [
            found
            for found in taken
            if found["Mã đơn vị"] == row["agency_id"] and day(found["Thời điểm tiếp nhận"]) >= dt.date.fromisoformat(row["from"])
        ]
        assert not own and len(taken) > 125 * 15 and float(row["size"]) > 5


def test_who_is_contradicted_reports_well_and_is_complained_of(world: Path):
    asked = newest(world, "phan_anh_kien_nghi", "Mã phản ánh")
    answers = newest(world, "khao_sat_hai_long", "Kỳ", "Mã đơn vị", "Mã TTHC")
    for row in planted(world, "contradicted"):
        code, agency = row["procedure_code"], row["agency_id"]
        cases = [(found["Mã đơn vị"], done is not None and done <= due) for found, due, done in recent(world, code) if due <= END]
        assert share(cases, agency)[0] == 1.0
        late = [
            found["Mã đơn vị"]
            for found in asked
            if found["Mã TTHC"] == code and found["Chậm giải quyết"] == "Có" and day(found["Thời điểm nhận"]) >= WINDOW
        ]
        own, others = late.count(agency), len(late) - late.count(agency)
        of_own, of_others = (sum((name == agency) is mine for name, _ in cases) for mine in (True, False))
        assert own / of_own > 3 * others / of_others, row
        happy = {mine: [0, 0] for mine in (True, False)}
        for found in answers:
            if found["Mã TTHC"] == code:
                happy[found["Mã đơn vị"] == agency][0] += int(found["Số hài lòng"])
                happy[found["Mã đơn vị"] == agency][1] += int(found["Số phiếu"])
        assert 1 - happy[True][0] / happy[True][1] > 3 * (1 - happy[False][0] / happy[False][1]), row


def test_unequal_treatment_shows_between_the_sides_the_note_names(world: Path):
    for row in planted(world, "unequal"):
        column, better = {"channel": ("Kênh nộp", "Trực tuyến"), "applicant_type": ("Loại người nộp", "Cá nhân")}[row["note"]]
        sides: dict[bool, list[bool]] = {True: [], False: []}
        for found, due, done in recent(world, row["procedure_code"]):
            if found["Mã đơn vị"] == row["agency_id"] and due <= END:
                sides[found[column] != better].append(done is not None and done <= due)
        # the one side slips in 1 case of 70 or so; half a case more keeps the ratio finite
        good, bad = ((sum(side) + 0.5) / (len(side) - sum(side) + 0.5) for side in (sides[False], sides[True]))
        assert good / bad > 3, row


@pytest.mark.parametrize("kind", ["bunched", "clock_stopped", "refiled"])
def test_leads_stand_out_against_all_others(world: Path, kind: str):
    moved = pauses(world)
    back = [found for found in newest(world, "ho_so_tthc", "Mã hồ sơ") if found["Tình trạng"] == "Trả lại"]
    for row in planted(world, kind):
        if kind == "refiled":
            again = {
                found["Mã hồ sơ"].removesuffix("-2")
                for found in newest(world, "ho_so_tthc", "Mã hồ sơ")
                if found["Mã hồ sơ"].endswith("-2")
            }
            rows = [(found["Mã đơn vị"], found["Mã hồ sơ"] in again) for found in back if found["Mã TTHC"] == row["procedure_code"]]
        elif kind == "clock_stopped":
            rows = [
                (found["Mã đơn vị"], found["Mã hồ sơ"] in moved and days.between(moved[found["Mã hồ sơ"]][0], day(found["Ngày hẹn trả"])) <= 1)
                for found, _, _ in recent(world, row["procedure_code"])
            ]  # fmt: skip
        else:
            closed = [(found, due, done) for found, due, done in recent(world, row["procedure_code"]) if done]
            rows = [(found["Mã đơn vị"], 0 <= days.between(done, due) <= 1 if done <= due else False) for found, due, done in closed]
        own, others = share(rows, row["agency_id"], tuple(other["agency_id"] for other in planted(world, kind)))
        assert own > 2 * others and own > 0.1, (row, own, others)


def test_doubtful_clocks_show_their_sign(world: Path):
    for row in planted(world, "clock_doubt"):
        closed = [found for found, _, done in recent(world) if done]
        if row["note"] == "burst":
            minutes: dict[tuple[str, str, str], int] = defaultdict(int)
            for found in closed:
                minutes[found["Mã đơn vị"], found["Cán bộ thụ lý"], found["Thời điểm hoàn tất"]] += 1
            assert {agency for (agency, _, _), number in minutes.items() if number >= 20} == {row["agency_id"]}
            continue
        if row["note"] == "outside_hours":
            rows = [(found["Mã đơn vị"], not "08:00" <= found["Thời điểm hoàn tất"][11:] <= "17:00") for found in closed]
        else:
            online = [found for found in closed if found["Kênh nộp"] == "Trực tuyến"]
            rows = [
                (found["Mã đơn vị"], days.between(day(found["Thời điểm nộp"]), day(found["Thời điểm tiếp nhận"])) > 1) for found in online
            ]
        own, others = share(rows, row["agency_id"])
        assert own > 8 * others and abs(own - float(row["size"])) < 0.12, row


def test_what_is_counted_is_all_there_is_to_count(world: Path):
    told = {
        (row["kind"], row["agency_id"], row["standard_id"] or (row["note"] if row["kind"] == "unreported" else "")): float(row["size"])
        for row in truth(world, *EXACT)
    }
    assert told == {key: float(number) for key, number in facts(world).items()}
    assert {key[0] for key in told} == set(EXACT)


def test_a_quiet_world_has_rates_above_the_line_and_nothing_else(quiet: Path):
    rows = truth(quiet)
    assert {row["kind"] for row in rows} == {"rate"} and len(rows) > 3000
    assert all(0.95 < float(row["size"]) < 1 for row in rows)
    assert facts(quiet) == {}


def test_the_same_seed_gives_the_same_bytes_and_one_more_effect_moves_nobody_else(quiet: Path, tmp_path: Path):
    (tmp_path / "more.toml").write_text(TINY + ONE_MORE, encoding="utf-8")
    simulate_world(tmp_path / "more.toml", tmp_path / "out")

    def lines(out: Path) -> dict[str, bytes]:
        found = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.csv"))}
        return {name: b"\n".join(line for line in text.split(b"\n") if b"M0100" not in line) for name, text in found.items()}

    again, before = lines(tmp_path / "out"), lines(quiet)
    assert list(again) == list(before)
    assert [name for name in before if again[name] != before[name]] == []
    assert (tmp_path / "out/inbox/ho_so_tthc/2026-06.csv").read_bytes() != (quiet / "inbox/ho_so_tthc/2026-06.csv").read_bytes()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seed = ", "not valid TOML"),
        ("sed = 1", "unknown key 'sed'"),
        ("months = 40", "from 14 to 36"),
        ("quiet = true\n[plant]\nunmet = 1", "a quiet world plants nothing"),
        ("[plant]\nunmeet = 1", "unknown kind 'unmeet'"),
        ("[plant]\nunmet = { count = 1, strength = 2 }", "unknown key 'strength'"),
        ("[plant]\nunmet = { count = 1, from = \"2026-11\" }", "2026-10 at the latest"),
        ("[plant]\nunmet = 999", "999 of kind unmet"),
        ("months = 14\n[plant]\nworsening = 1", "seen over 18 months"),
        ('[[planted]]\nkind = "unmet"\nagency_id = "X1"\nstandard_id = "pakn_answered"', "unknown agency 'X1'"),
        ('[[planted]]\nkind = "unmet"\nagency_id = "M0001"\nstandard_id = "nothing"', "unknown standard 'nothing'"),
        ('[[planted]]\nkind = "unmet"\nagency_id = "M0001"\nstandard_id = "proc_enterprise"', "cannot be planted on proc_enterprise"),
        ('[[planted]]\nkind = "unequal"\nagency_id = "M0001"\nstandard_id = "proc_certification_copy"\nnote = "sex"', "channel, applicant_type"),
    ],
)  # fmt: skip
def test_a_wrong_world_is_refused_with_the_place(tmp_path: Path, text: str, said: str):
    (tmp_path / "w.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LawgapError) as refused:
        simulate_world(tmp_path / "w.toml", tmp_path / "out")
    assert said in str(refused.value) and refused.value.where and refused.value.do
    assert not (tmp_path / "out").exists()


def test_the_command_refuses_a_folder_that_is_not_empty(tmp_path: Path):
    (tmp_path / "there").write_text("something", encoding="utf-8")
    command = [sys.executable, "-m", "pipelines.cli", "simulate", "--world", str(EXAMPLES / "small.toml"), "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and "is not empty" in done.stderr and "Traceback" not in done.stderr
