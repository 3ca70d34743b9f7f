"""Months published one after the other, one of them late; and the oldest of them made again after all that changed since."""

import calendar
import csv
import datetime as dt
import itertools
from pathlib import Path

import pytest

from assets.editions.manifest import chain_to, read_manifest
from assets.editions.recompute import recompute
from assets.editions.verify import verify
from assets.sources.profile_tables import put_profile
from assets.sources.withdraw import withdraw
from pipelines.runtime.profile import load_profile
from pipelines.runtime.warehouse import writing
from tests.duties.inbox import months
from tests.editions.small_city import COMMUNES, RULE, City, ask, dossier, flag

# the third month is published after the fourth
LATE = 2
# the first month the rule is in force
BURST = "2025-07"


def end_of(month: str) -> dt.date:
    year, number = map(int, month.split("-"))
    return dt.date(year, number, calendar.monthrange(year, number)[1])


class Backfill:
    """`editions` by month; all files lie in the warehouse before the first of them is made."""

    def __init__(self, folder: Path, first: str) -> None:
        self.city, self.months, self.editions = City(folder), months(first, "2026-10"), {}
        for month in months(min(first, BURST), "2026-10"):
            # M0002 was late, and much, in one month alone
            much = [dossier("M0002", month, number, late=True) for number in range(3, 9)] if month == BURST else []
            self.send(month, [*self.rows(month, {"M0003", "M0002"} if much else {"M0003"}), *much])
        order = [*self.months[:LATE], self.months[LATE + 1], self.months[LATE], *self.months[LATE + 2 :]]
        for month in order:
            self.editions[month] = self.city.publish(end_of(month))

    def rows(self, month: str, late: set[str]) -> list[dict]:
        return [dossier(agency, month, number, agency in late) for agency in COMMUNES for number in (1, 2)]

    def send(self, month: str, rows: list[dict]) -> None:
        # what was late is done three weeks later: nothing may have happened after the file came
        self.city.send("ho_so_tthc", f"{month}.csv", rows, f"{end_of(month) + dt.timedelta(days=20)} 08:00:00")


@pytest.fixture(scope="module", params=["2026-06", pytest.param("2024-11", marks=pytest.mark.slow)], ids=["5 months", "24 months"])
def backfill(request, tmp_path_factory) -> Backfill:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("backfill")
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        return Backfill(folder, request.param)


def test_every_month_is_intact_and_leads_back_to_the_first(backfill: Backfill):
    assert {month: verify(folder).outcome for month, folder in backfill.editions.items()} == dict.fromkeys(backfill.months, "intact")
    in_order = [backfill.editions[month] for month in backfill.months]
    late = in_order.pop(LATE)
    assert chain_to(in_order[-1]) == in_order and chain_to(late) == [*in_order[:LATE], late]
    assert read_manifest(in_order[0])["previous"] is None
    assert (backfill.city.home.editions / "latest").resolve() == in_order[-1]


def lives(backfill: Backfill, agency: str) -> list[str | None]:
    """What became of the agency's flag, month by month; None where it is not listed."""
    found = [ask(backfill.editions[month], "select life from flag where flag_id = ?", flag(agency)) for month in backfill.months]
    return [rows[0][0] if rows else None for rows in found]


def test_flags_are_new_then_continue_or_are_resolved(backfill: Backfill):
    listed = [life for life in lives(backfill, "M0003") if life]
    assert lives(backfill, "M0003")[-len(listed) :] == listed
    weights = [ask(backfill.editions[month], "select severity from flag where flag_id = ?", flag("M0003")) for month in backfill.months]
    weights = weights[-len(listed) :]
    # nothing is kept from the first day on: it grows worse where the number unmet weighs more, and nowhere else
    assert listed == ["new", *("worse" if now > before else "continuing" for before, now in itertools.pairwise(weights))]
    # from the month that no longer judges the burst on it is resolved, and stays listed
    judged = sum(month <= "2026-06" for month in backfill.months)
    before, after = lives(backfill, "M0002")[:judged], lives(backfill, "M0002")[judged:]
    assert before[-1] in ("new", "continuing", "better") and set(after) == {"resolved"}
    assert lives(backfill, "M0001") == [None] * len(backfill.months)


def rewrite(backfill: Backfill, name: str, change) -> None:
    """The profile's own copy of a table, its rows changed."""
    path = backfill.city.profile.folder / name
    with backfill.city.profile.find(name).open(encoding="utf-8", newline="") as handle:
        header, *rows = csv.reader(handle)
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header, *(change(dict(zip(header, row, strict=True))).values() for row in rows)])


def test_the_oldest_that_found_something_comes_out_again_after_its_rows_its_law_its_names_and_its_parameters_changed(backfill: Backfill):
    """Last, for it changes the city."""
    listed = [month for month, life in zip(backfill.months, lives(backfill, "M0003"), strict=True) if life]
    city, first = backfill.city, backfill.editions[listed[0]]
    judged = ask(first, "select distinct f.source_file_id, f.name from flag_evidence as e, trace(e.row_id) as t, source_file as f "
                        "where e.flag_id = ? and t.sha256 = f.sha256 order by f.name", flag("M0003"))  # fmt: skip
    corrected = [dossier("M0003", month, number) for month in months(judged[2][1][-11:-4], backfill.months[-1]) for number in (1, 2)]
    city.send("ho_so_tthc", "2026-10_sua.csv", corrected, "2026-12-20 08:00:00")
    city.publish(end_of("2026-10"))
    with writing(city.home) as connection:
        withdraw(connection, city.profile, city.home, judged[0][0], "sent by mistake, letter 12/2026")
    rewrite(backfill, "standards.csv", lambda row: row | {"limit_value": "30"} if row["standard_id"] == RULE else row)
    rewrite(backfill, "procedures.csv", lambda row: row | {"limit_value": "30"} if row["standard_id"] == RULE else row)
    rewrite(backfill, "agencies.csv", lambda row: row | {"name_vi": "Phường Đổi Tên"} if row["agency_id"] == "M0003" else row)
    parameters = city.profile.find("parameters.toml").read_text(encoding="utf-8")
    (city.profile.folder / "parameters.toml").write_text(parameters.replace("value = 5\n", "value = 40\n", 1), encoding="utf-8")
    changed = load_profile(city.profile.folder)
    assert changed.hash != city.profile.hash
    with writing(city.home) as connection:
        put_profile(connection, changed)
    again = recompute(first, city.home, verify(first), say=lambda text: None)
    assert (again.outcome, again.difference) == ("intact", "")
