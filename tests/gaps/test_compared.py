"""Published kinds judged beside peers, from cases and duties through SQL to the flag: who is named, with which rows, and nobody without cause."""

import datetime as dt

import pytest

from tests.gaps.beside import BIRTH, BUSINESS, COMMUNES, MONDAY, PEERS, RULE


def test_a_city_without_rows_has_no_flag(world):
    assert world.flags() == []


def test_one_agency_and_agencies_that_are_all_alike_have_none(world):
    world.dossiers("M0001", 1)
    assert world.flags() == []
    for agency in PEERS:
        world.dossiers(agency, 40, late=40)
        world.dossiers(agency, 40, code=BIRTH, channel="online")
    assert world.flags() == []


@pytest.mark.parametrize(
    ("comparison", "better", "worse", "said"),
    [
        ("channel", {"channel": "online"}, {"channel": "post"}, "nộp trực tiếp hoặc qua bưu chính"),
        ("applicant", {"applicant_type": "foreign_enterprise"}, {"applicant_type": "citizen"}, "của cá nhân"),
        ("sector", {"applicant_type": "state_enterprise"}, {"applicant_type": "private_enterprise"}, "của doanh nghiệp tư nhân trong nước"),
    ],
)
def test_unequal_names_the_side_served_worse_with_its_unmet_duties(world, comparison, better, worse, said):
    unmet = []
    for agency in PEERS:
        for quarter in range(4):
            at = MONDAY + dt.timedelta(weeks=7 * quarter)
            world.dossiers(agency, 30, late=1, at=at, **better)
            ids = world.dossiers(agency, 30, late=15 if agency == "M0003" else 1, at=at, **worse)
            unmet += ids[:15] if agency == "M0003" else []
            world.dossiers(agency, 5, late=5, at=at, channel=None, applicant_type="other")
    (flag,) = world.flags()
    assert flag["flag_id"] == f"unequal~M0003~{RULE[BUSINESS]}~{BUSINESS}~{comparison}"
    assert (flag["numerator"], flag["denominator"], flag["audience"]) == (60, 120, "published") and flag["probability"] > 0.95
    assert world.facts[flag["flag_id"]] == [f"{RULE[BUSINESS]}~{name}" for name in unmet]
    assert f"60/120 hồ sơ {said} không" in flag["statement_vi"] and " là 4/120." in flag["statement_vi"]
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
    # nothing for the 12 months looked at; nobody looked before them
    assert flag["since_earliest"] is None
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
        world.put("cases.petition", [{**petition, "case_id": f"P{agency}-{n:02d}", "about_delay": True} for n in range(complaints)])
        world.put("cases.petition", [{**petition, "case_id": f"Q{agency}-{n:02d}", "about_delay": False} for n in range(30)])
    (flag,) = world.flags()
    assert flag["flag_id"] == f"contradicted~M0003~{RULE[BUSINESS]}~{BUSINESS}" and (flag["numerator"], flag["denominator"]) == (40, 200)
    assert all(row.startswith("PM0003") for row in world.facts[flag["flag_id"]])
    # the query names the source that speaks and no other
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
