"""Leads from cases and duties through SQL to the flag: what is counted, and what a crowd of innocent explanations leaves alone."""

import datetime as dt

import numpy as np

from tests.gaps.beside import BIRTH, BUSINESS, HOUSE, MONDAY, PEERS, RULE


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
