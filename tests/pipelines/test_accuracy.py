"""`lawgap bench accuracy` on a world of somebody else's making: what it counts as right, wrong, missed."""

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from pipelines.bench.accuracy import accuracy, flows_of, laws_of, worlds_of
from pipelines.bench.marks import Judged, Marker, Marks
from pipelines.bench.rivals import RIVALS
from pipelines.bench.targets import markdown, targets
from pipelines.bench.truth import Places, Planted, Raised, read_truth
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile

BUSINESS, STANDARD = "1.001612", "proc_household_business"
TRUTH = ["kind", "agency_id", "standard_id", "procedure_code", "from", "to", "size", "note"]
HEADER = [
    "Mã hồ sơ", "Mã TTHC", "Mã đơn vị", "Kênh nộp", "Thời điểm nộp", "Thời điểm tiếp nhận", "Ngày hẹn trả", "Thời điểm hoàn tất", "Tình trạng",
]  # fmt: skip


@pytest.fixture(scope="module")
def marker() -> Marker:
    profile = load_profile("sample")
    return Marker(Places(laws_of(profile), profile.contracts), flows_of(profile))


def _world(folder: Path, late: dict[str, float]) -> None:
    """Twelve communes, ten businesses registered a month, most on the second day; `late`: share that takes two weeks."""
    rng = np.random.default_rng(7)
    for year, month in [(2025, 11), (2025, 12), *((2026, m) for m in range(1, 11))]:
        rows = []
        for number in range(1, 13):
            agency = f"M{number:04d}"
            for i in range(10):
                start = dt.datetime(year, month, 5 + i % 3, 9, 0)
                end = start + dt.timedelta(days=14 if rng.random() < late.get(agency, 0.01) else 1)
                day = "%d/%m/%Y %H:%M"
                rows.append([
                    f"{agency}-{year}{month:02d}{i}", BUSINESS, agency, "Trực tuyến", f"{start:{day}}", f"{start:{day}}", "", f"{end:{day}}", "Đã có kết quả",
                ])  # fmt: skip
        path = folder / "inbox" / "ho_so_tthc" / f"{year}-{month:02d}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, HEADER, rows)
    planted = [["unmet", agency, "", BUSINESS, "2025-11-01", "2026-10-31", share, ""] for agency, share in late.items()]
    _write(folder / "truth.csv", TRUTH, planted)


def _write(path: Path, header: list[str], rows: list[list]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([header, *rows])


def test_ready_made_worlds_go_through_the_pipeline(tmp_path):
    _world(tmp_path / "planted", {"M0004": 0.4})
    _world(tmp_path / "quiet", {})
    said = Console(record=True, width=200)
    marks = accuracy(tmp_path, said)
    assert (marks.worlds, marks.quiet_worlds, marks.quiet_cells) == (2, 1, 12)
    assert {what: marks.by_kind["unmet", what] for what in ("true", "false", "serious", "recalled", "quiet")} == {
        "true": 1, "false": 0, "serious": 1, "recalled": 1, "quiet": 0,
    }  # fmt: skip
    # the rivals see the same cells
    assert all(marks.rivals[rival, "recalled"] == 1 for rival in RIVALS)
    text = markdown(marks, "none")
    assert "unmet" in text and all(rival in text for rival in RIVALS)


def _judged(flags: list[Raised], cells: list[tuple] = (), verdicts: list[tuple] = ()) -> Judged:
    names = ["agency_id", "standard_id", "tier", "numerator", "denominator", "shrunk_lower", "shrunk_upper"]
    gap = pd.DataFrame(cells, columns=names).assign(required=1.0, tolerance=0.05, assessable=True, shrunk=0.9)
    return Judged(gap, pd.DataFrame(verdicts, columns=["standard_id", "verdict"]), flags, "2025-11-01")


def _planted(kind: str, agency: str = "", standard: str = "", size: float | None = None, procedure: str = "", note: str = "") -> Planted:
    return Planted(kind, agency, standard, procedure, "2025-11-01", "2026-10-31", size, note)


def test_a_flag_is_right_where_it_was_planted_or_the_true_rate_is_below_the_line(marker):
    truth = [
        _planted("unmet", "M0001", STANDARD, 0.3), _planted("rate", "M0001", STANDARD, 0.7),
        _planted("rate", "M0002", STANDARD, 0.94), _planted("rate", "M0003", STANDARD, 0.99),
    ]  # fmt: skip
    cells = [(f"M000{i}", STANDARD, "commune", 60, 100, 0.5, 0.8) for i in (1, 2, 3)]
    flags = [Raised("unmet", f"M000{i}", STANDARD, None, 40, 100) for i in (1, 2, 3)]
    flags += [Raised("unmet", "M0001", "onestop_result_by_due_date", None, 40, 100), Raised("worsening", "M0002", STANDARD, None, 9, 9)]
    marks = marker.mark("w", truth, _judged(flags, cells))
    assert {what: marks.by_kind["unmet", what] for what in ("true", "entailed", "false")} == {"true": 2, "entailed": 1, "false": 1}
    assert marks.by_kind["worsening", "false"] == 1
    # one interval of three holds its rate
    assert (marks.rates, marks.covered) == (3, 1)


def test_what_was_planted_and_not_found_is_missed(marker):
    truth = [
        _planted("unmet", "M0001", STANDARD, 0.3),
        _planted("unmet", "M0002", STANDARD, 0.3),
        _planted("unmet", "M0003", STANDARD, 0.1),
    ]
    cells = [
        ("M0001", STANDARD, "commune", 60, 100, 0, 1),
        ("M0002", STANDARD, "commune", 6, 10, 0, 1),
        ("M0003", STANDARD, "commune", 6, 99, 0, 1),
    ]
    marks = marker.mark("w", truth, _judged([], cells))
    # ten duties are too few to see it by, and 10 % is not serious
    assert (marks.by_kind["unmet", "serious"], marks.by_kind["unmet", "recalled"]) == (1, 0)
    assert any("missed unmet M0001" in remark for remark in marks.remarks)


def test_a_missing_file_is_found_by_its_source_and_month(marker):
    row = Planted("unreported", "M0001", "", "", "2026-03-01", "2026-03-31", 1, "don_to_cao")
    for subject, verdict in (("don_to_cao~2026-03", "true"), ("don_to_cao~2026-04", "false"), ("tiep_cong_dan~2026-03", "false")):
        assert marker.verdict_of(Raised("unreported", "M0001", None, subject, 1), [row], set()) == verdict


def test_a_common_cause_must_be_told_from_agencies(marker):
    truth = [_planted("unworkable", standard="pakn_answered"), _planted("unmet", "M0001", STANDARD, 0.3)]
    verdicts = [("pakn_answered", "common_cause"), (STANDARD, "common_cause")]
    marks = marker.mark("w", truth, _judged([Raised("unworkable", None, "pakn_answered", None, 9)], [], verdicts))
    assert (marks.common_right, marks.common_asked) == (1, 2)
    assert (marks.by_kind["unworkable", "true"], marks.by_kind["unworkable", "recalled"]) == (1, 1)


def test_truth_that_is_no_flag_is_told_and_counts_for_nothing(marker):
    marks = marker.mark("w", [_planted("season", "M0001", STANDARD)], _judged([]))
    assert marks.quiet_worlds == 1 and not marks.by_kind
    assert marks.remarks == ["w: 1 rows of the truth are of 'season', no kind of flag"]


def test_a_missed_target_says_so():
    marks = Marks(worlds=1, quiet_worlds=1, quiet_cells=3000)
    marks.by_kind.update({("unmet", "true"): 90, ("unmet", "false"): 10, ("unmet", "quiet"): 4})
    met = {target.name.split(":")[0]: target.met for target in targets(marks) if target.value is not None}
    assert not any(met.values()) and len(met) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind,agency\nunmet,M0001\n", "columns are missing: agency_id, standard_id"),
        ("kind,agency_id,standard_id,size\nrate,M0001,x,often\n", "'often' is no rate"),
    ],
)
def test_a_truth_that_cannot_be_read_names_the_place(tmp_path, text, said):
    path = tmp_path / "truth.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LawgapError, match=said):
        read_truth(path)


def test_a_folder_without_worlds_is_refused(tmp_path):
    with pytest.raises(LawgapError, match="no world"):
        worlds_of(tmp_path)
    (tmp_path / "w" / "inbox").mkdir(parents=True)
    with pytest.raises(LawgapError, match=r"no truth\.csv"):
        worlds_of(tmp_path)
