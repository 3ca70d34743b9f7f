"""Kinds judged beside peers, from cases and duties through SQL to the flag: who is named, with which rows, and nobody without cause."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from assets.gaps.compared import FINDERS, compared
from assets.gaps.flag_rows import flag_rows
from pipelines.runtime.kinds import case_kinds
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table
from tests.conftest import Bench

PROFILE = load_profile("sample")
BIRTH, BUSINESS, HOUSE = "1.001193", "1.001612", "TTHC-proc_land_use_change"
RULE = {BUSINESS: "proc_household_business", BIRTH: "proc_birth_registration", HOUSE: "proc_land_use_change"}
PEERS = [f"M{n:04d}" for n in range(1, 13)]
COMMUNES = [agency.agency_id for agency in PROFILE.agencies if agency.tier == "commune"]
TABLES = [f"cases.{kind}" for kind in (*case_kinds(), "case_event")]
# a Monday, a Thursday: 3 working days
MONDAY = dt.datetime(2026, 3, 2, 9)


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """A warehouse of the sample's profile that no file came to, and the audit tables' names as views of it."""
    from assets.sources.profile_tables import put_profile
    from pipelines.runtime.warehouse import connect

    home, con = tmp_path_factory.mktemp("compared"), connect(":memory:")
    put_profile(con, PROFILE)
    bench = Bench(PROFILE, con, home)
    (home / "inbox").mkdir()
    bench.take_in(home / "inbox", dt.datetime(2026, 11, 20))
    bench.compute(dt.date(2026, 10, 31), dt.datetime(2026, 11, 20))
    for table in (*TABLES, "duties.duty"):
        con.execute(f"create view {table.split('.')[1]} as from {table}")
    for name in ("agency", "standard", "calendar_day"):
        con.execute(f"create view {name} as {read_sql('audit', name).body}")
    yield con
    con.close()


class World:
    """What stands in the warehouse, and the flags it gives."""

    def __init__(self, con) -> None:
        self.con, self.made, self.waiting = con, 0, {}
        for table in (*TABLES, "duties.duty", "duties.covered"):
            con.execute(f"delete from {table}")

    def put(self, table: str, rows: list[dict]) -> None:
        self.waiting.setdefault(table, []).extend(rows)

    def store(self) -> None:
        for table, rows in self.waiting.items():
            self.con.register("given", pd.DataFrame(rows).astype(object))
            self.con.execute(f"insert into {table} by name from given")
        self.waiting = {}

    def dossiers(self, agency: str, number: int, late: int = 0, code: str = BUSINESS, at: dt.datetime = MONDAY, **fields) -> list[str]:
        """`number` dossiers due three working days after `at`, the first `late` of them late; `fields` as in cases or duties."""
        ids = [f"D{self.made + n:06d}" for n in range(number)]
        self.made += number
        due = dt.datetime.combine(at.date() + dt.timedelta(days=3), dt.time(23, 59, 59))
        duty = {"arises_at": at, "original_due_at": due, "due_at": due, "month": f"{due:%Y-%m}"} | {
            name: fields.pop(name) for name in ("arises_at", "original_due_at", "due_at", "fulfilled_at") if name in fields
        }
        case = {
            "agency_id": agency,
            "procedure_code": code,
            "accepted_at": at,
            "submitted_at": at,
            "finished_at": at + dt.timedelta(days=1),
        }
        self.put("cases.procedure_case", [{**case, "status": "finished", "channel": "direct", "case_id": name, **fields} for name in ids])
        duty = {"agency_id": agency, "standard_id": RULE[code], "case_kind": "procedure_case", "tier": "commune", **duty}
        duty = {"fulfilled_at": case["finished_at"], **duty}
        self.put("duties.duty", [{**duty, "duty_id": f"{RULE[code]}~{name}", "case_id": name, "status": "late" if n < late else "met"}
                                 for n, name in enumerate(ids)])  # fmt: skip
        return ids

    def flags(self) -> list[dict]:
        self.store()
        for kind in FINDERS:
            make_table(self.con, read_sql("gaps", kind))
        found = compared(self.con, PROFILE.parameters)
        rows = flag_rows(self.con, PROFILE, found.findings)
        self.facts = {flag: part["row_id"].tolist() for flag, part in found.facts.groupby("flag_id")}
        for row in rows:
            said = [
                row[f"{part}_{language}"] for part in ("statement", "recommended_step", "other_explanations") for language in ("vi", "en")
            ]
            assert row["head"] and row["legal_basis"] and row["since"] and not any("None" in text or "nan" in text for text in said)
            asked = [str(x) for x in self.con.execute(row["evidence_sql"]).df().iloc[:, 0]]
            key = self.con.execute(row["evidence_sql"]).df()
            name = "duty_id" if "duty_id" in key else "case_id" if "case_id" in key else "agency_id"
            assert sorted(key[name]) == self.facts[row["flag_id"]] and len(asked) == row["numerator"]
        return rows


@pytest.fixture
def world(ground):
    return World(ground)


def test_a_city_without_rows_has_no_flag(world):
    assert world.flags() == []


def test_one_agency_and_agencies_that_are_all_alike_have_none(world):
    world.dossiers("M0001", 1)
    assert world.flags() == []
    for agency in PEERS:
        world.dossiers(agency, 40, late=40)
        world.dossiers(agency, 40, code=BIRTH, channel="online")
    assert world.flags() == []


def test_unequal_names_the_side_served_worse_with_its_unmet_duties(world):
    worse = []
    for agency in PEERS:
        for quarter in range(4):
            at = MONDAY + dt.timedelta(weeks=7 * quarter)
            world.dossiers(agency, 30, late=1, at=at, channel="online", applicant_type="citizen")
            ids = world.dossiers(agency, 30, late=15 if agency == "M0003" else 1, at=at, applicant_type="citizen")
            worse += ids[:15] if agency == "M0003" else []
    (flag,) = world.flags()
    assert flag["flag_id"] == f"unequal~M0003~{RULE[BUSINESS]}~{BUSINESS}~channel"
    assert (flag["numerator"], flag["denominator"], flag["audience"]) == (60, 120, "published") and flag["probability"] > 0.95
    assert world.facts[flag["flag_id"]] == [f"{RULE[BUSINESS]}~{name}" for name in worse]
    assert "60/120 hồ sơ nộp trực tiếp hoặc qua bưu chính" in flag["statement_vi"] and "nộp trực tuyến là 4/120" in flag["statement_vi"]
    assert "odds of being late are 29.0 times as high" in flag["statement_en"]


def test_what_a_whole_tier_does_names_no_agency(world):
    for agency in PEERS:
        world.dossiers(agency, 120, late=4, channel="online")
        world.dossiers(agency, 120, late=40)
    assert world.flags() == []


def test_dormant_is_an_agency_whose_files_came_and_whose_peers_had_cases(world):
    months = [f"{2025 + (10 + n) // 12}-{(10 + n) % 12 + 1:02d}" for n in range(12)]
    for agency in COMMUNES:
        world.dossiers(agency, 60, code=BIRTH)
    # two without denunciations: of one the file of a month did not come
    silent, unsent = "M0005", "M0006"
    world.put("duties.covered", [{"source_id": "ho_so_tthc", "agency_id": "*", "month": month} for month in months])
    sent = [(a, month) for a in COMMUNES for month in months if (a, month) != (unsent, "2026-02")]
    world.put("duties.covered", [{"source_id": "don_to_cao", "agency_id": a, "month": month} for a, month in sent])
    steps = ("denunciation_initial_processing", "denunciation_settlement")
    world.put("duties.duty", [
        {"duty_id": f"{step}~{a}-{n}", "agency_id": a, "standard_id": step, "case_kind": "denunciation", "case_id": f"{a}-{n}", "arises_at": MONDAY,
         "due_at": MONDAY, "tier": "commune", "month": "2026-03", "status": "met"}
        for a in COMMUNES if a not in (silent, unsent) for n in range(12) for step in steps
    ])  # fmt: skip
    (flag,) = world.flags()
    assert flag["flag_id"] == f"dormant~{silent}~{steps[0]}" and (flag["numerator"], flag["denominator"]) == (1, 125)
    assert world.facts[flag["flag_id"]] == [silent] and "khoảng 12 vụ việc" in flag["statement_vi"] and f"{flag['since']}" == "2025-11-01"
    assert "tính tạm bằng số hồ sơ thủ tục hành chính đã tiếp nhận" in flag["statement_vi"]
    # nobody has dossiers: every agency is taken for one of the same size, and the sentence claims nothing of size
    world.con.execute("delete from cases.procedure_case")
    (alike,) = world.flags()
    assert alike["flag_id"] == flag["flag_id"] and "quy mô" not in alike["statement_vi"]


def test_contradicted_counts_petitions_of_delay_against_an_agency_that_reports_well(world):
    for number, agency in enumerate(PEERS):
        # the best and the worst by its own records, both complained of
        world.dossiers(agency, 200, late={2: 0, 3: 40}.get(number, 4))
        complaints = 40 if number in (2, 3) else 2
        petition = {"agency_id": agency, "procedure_code": BUSINESS, "received_at": MONDAY}
        world.put("cases.petition", [{**petition, "case_id": f"P{agency}-{n:02d}", "about_delay": "yes"} for n in range(complaints)])
        world.put("cases.petition", [{**petition, "case_id": f"Q{agency}-{n:02d}", "about_delay": "no"} for n in range(30)])
    (flag,) = world.flags()
    assert flag["flag_id"] == f"contradicted~M0003~{RULE[BUSINESS]}~{BUSINESS}" and (flag["numerator"], flag["denominator"]) == (40, 200)
    assert all(row.startswith("PM0003") for row in world.facts[flag["flag_id"]])
    # a kind of case without any has no table in the audit file
    assert not any(name in flag["evidence_sql"] for name in ("inspection", "survey", "judgment", "complaint"))
    assert "100 % hồ sơ thủ tục" in flag["statement_vi"] and "40 phản ánh, kiến nghị về chậm giải quyết" in flag["statement_vi"]


def _told(agency: str, source: str) -> list[dict]:
    """Rows of a source with counts in them: of M0003 most is bad, of its peers hardly anything."""
    bad, row = (25 if agency == "M0003" else 1), {"agency_id": agency, "procedure_code": BUSINESS}
    if source == "inspection":
        looked = {**row, "started_at": MONDAY, "cases_checked": 40}
        rows = [{**looked, "cases_violating": v, "inspecting_agency_id": "MS01"} for v in (bad, bad, 0)]
        # what an agency finds of itself contradicts nobody
        return [*rows, {**looked, "cases_violating": 40, "inspecting_agency_id": agency}]
    if source == "survey":
        return [{**row, "period_start": MONDAY, "responses": 40, "satisfied": 40 - v} for v in (bad, bad, 0)]
    sued = {"agency_id": agency, "complaint_id": "KN1", "pronounced_at": MONDAY}
    return [{**sued, "result": "annulled" if n < bad else "upheld"} for n in range(30)]


@pytest.mark.parametrize("source", ["inspection", "survey", "judgment"])
def test_contradicted_by_sources_with_counts_in_a_row_lists_the_rows(world, source):
    for agency in PEERS:
        world.dossiers(agency, 100, late=0 if agency == "M0003" else 1)
        world.put(f"cases.{source}", [{**row, "case_id": f"{agency}-{n:02d}"} for n, row in enumerate(_told(agency, source))])
        # one number, two agencies: the second carries its id
        number = "KN1" if agency == "M0001" else f"KN1@{agency}"
        world.put("cases.complaint", [{"agency_id": agency, "procedure_code": BUSINESS, "case_id": number, "received_at": MONDAY}])
    (flag,) = world.flags()
    assert flag["flag_id"] == f"contradicted~M0003~{RULE[BUSINESS]}~{BUSINESS}"
    rows, of, counts = {"inspection": (2, 3, "50/120"), "survey": (2, 3, "50/120"), "judgment": (25, 30, "25/30")}[source]
    assert (flag["numerator"], flag["denominator"]) == (rows, of) and counts in flag["statement_vi"]
    # a sample shows what happened, not how often
    world.con.execute("update sources.source set completeness = 'sample' where kind = ?", [source])
    assert world.flags() == []
    world.con.execute("update sources.source set completeness = 'complete' where kind = ?", [source])


def test_bunched_counts_the_last_two_working_days_of_longer_limits(world):
    day = dt.timedelta(days=1)
    for agency in PEERS:
        for last in (True, False):
            share = 40 if (agency == "M0003") == last else 8
            world.dossiers(agency, share, code=HOUSE, due_at=MONDAY + 14 * day, fulfilled_at=MONDAY + (13 if last else 3) * day)
        # of a limit of two days everything is done in the last two
        world.dossiers(agency, 40, code=BIRTH, due_at=MONDAY + 2 * day, fulfilled_at=MONDAY + 2 * day)
    (flag,) = world.flags()
    assert flag["flag_id"] == f"bunched~M0003~{RULE[HOUSE]}~{HOUSE}" and flag["audience"] == "lead"
    assert (flag["numerator"], flag["denominator"]) == (40, 48) and flag["other_explanations_vi"].count(";") >= 3


def test_clock_stopped_counts_dossiers_saved_by_a_pause_entered_at_the_last_moment(world):
    day, saved = dt.timedelta(days=1), []
    due = MONDAY.replace(hour=23) + 3 * day
    for agency in PEERS:
        late = {"original_due_at": due, "due_at": due + 7 * day, "fulfilled_at": due + 5 * day}
        ids = world.dossiers(agency, 20 if agency == "M0003" else 1, **late)
        early = world.dossiers(agency, 10, **late)
        world.dossiers(agency, 60)
        entered = [(i, due - 1 * day, None) for i in ids] + [(i, due - 2 * day, None) for i in early]
        world.put("cases.case_event", [
            {"case_kind": "procedure_case", "case_id": i, "event": "supplement_requested", "occurred_at": at, "recorded_at": recorded}
            for i, at, recorded in entered
        ])  # fmt: skip
        saved += ids if agency == "M0003" else []
    (flag,) = world.flags()
    assert flag["flag_id"] == f"clock_stopped~M0003~{RULE[BUSINESS]}~{BUSINESS}" and (flag["numerator"], flag["denominator"]) == (20, 90)
    assert world.facts[flag["flag_id"]] == [f"{RULE[BUSINESS]}~{name}" for name in saved]


def test_refiled_is_the_same_person_again_soon_after_the_return(world):
    day = dt.timedelta(days=1)
    for agency in PEERS:
        for n in range(60):
            token = {"applicant_token": f"{agency}-{n}", "status": "returned"}
            world.dossiers(agency, 1, **token) if n < 40 else world.dossiers(agency, 1, **token | {"status": "finished"})
            again = n < (30 if agency == "M0003" else 2)
            # filed again within 10 working days, or after them, or for something else
            late = MONDAY + (14 if again else 40) * day
            world.dossiers(agency, 1, at=late, code=BUSINESS if n % 3 or again else BIRTH, applicant_token=f"{agency}-{n}")
    (flag,) = world.flags()
    assert flag["flag_id"] == f"refiled~M0003~{RULE[BUSINESS]}~{BUSINESS}" and (flag["numerator"], flag["denominator"]) == (30, 40)


def test_clock_doubt_has_three_signs_of_its_own(world):
    night, noon = MONDAY.replace(hour=21), MONDAY.replace(hour=11, minute=30)
    spread = np.arange(60)
    for agency in PEERS:
        for n in spread:
            odd = agency == "M0003" and n < 45
            world.dossiers(agency, 1, finished_at=(night if odd else noon) + dt.timedelta(days=int(n % 4), seconds=int(n) * 20),
                           responsible_person=f"p{n}")  # fmt: skip
            # sent on Saturday, registered on Tuesday: one working day later; on Thursday: more than one
            world.dossiers(agency, 1, submitted_at=MONDAY - dt.timedelta(days=2), channel="online", finished_at=dt.datetime(2026, 3, 9),
                           at=MONDAY + dt.timedelta(days=3 if agency == "M0004" and n < 45 else 1))  # fmt: skip
        # the day alone is known: not judged
        world.dossiers(agency, 30, finished_at=dt.datetime(2026, 3, 7), responsible_person="x")
    crowd = world.dossiers("M0005", 20, finished_at=noon, responsible_person="y")
    world.dossiers("M0006", 19, finished_at=noon, responsible_person="y")
    # of two persons, in two minutes, of nobody
    world.dossiers("M0007", 15, finished_at=noon, responsible_person="y")
    world.dossiers("M0007", 15, finished_at=noon, responsible_person="z")
    world.dossiers("M0007", 15, finished_at=noon + dt.timedelta(minutes=1), responsible_person="z")
    world.dossiers("M0008", 30, finished_at=noon)
    flags = {flag["flag_id"]: flag for flag in world.flags()}
    assert sorted(flags) == ["clock_doubt~M0003~-~outside_hours", "clock_doubt~M0004~-~late_registration", "clock_doubt~M0005~-~burst"]
    numbers = [(f["numerator"], f["denominator"], f["audience"]) for f in flags.values()]
    assert sorted(numbers) == [(20, 80, "lead"), (45, 60, "lead"), (45, 60, "lead")]
    burst = flags["clock_doubt~M0005~-~burst"]
    assert world.facts[burst["flag_id"]] == crowd and burst["probability"] is None and "Không viện dẫn điều luật" in burst["legal_basis"]
    assert "từ 20 hồ sơ trở lên" in burst["statement_vi"] and "1 minute " in burst["statement_en"]


def test_bursts_of_a_whole_tier_are_the_system_it_shares(world):
    for agency in PEERS:
        world.dossiers(agency, 25, finished_at=MONDAY.replace(minute=5), responsible_person="batch")
    assert world.flags() == []
