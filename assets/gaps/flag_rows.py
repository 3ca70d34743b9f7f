"""Rows of `gaps.flag` for every kind but unmet and unworkable (build.py): law, head in office, words, and the query that finds the same rows again.

The query is the header `evidence` of sql/gaps/<kind>.sql, over the audit tables alone, with the flag's values put in.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from assets.gaps.answering import heads_through
from assets.gaps.compared import FINDERS
from assets.gaps.counted import RULES
from assets.gaps.parameters import number
from assets.gaps.since import SINCE
from assets.gaps.wording_kinds import texts_of_kind
from assets.sources.profile_tables import office_hours
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import read_sql

PLANNED = "unresolved_contradiction"


def flag_rows(connection: duckdb.DuckDBPyConnection, profile: Profile, findings: pd.DataFrame) -> list[dict[str, Any]]:
    """One row a finding, in the columns of sql/audit/flag.sql."""
    clock = connection.execute("select as_of_end, window_start, window_end, last_month from sources.clock").df().iloc[0]
    return [_row(profile, clock, row) for row in findings.astype(object).where(findings.notna(), None).to_dict("records")]


def literal(value: Any) -> str:
    """A value as SQL text."""
    return "null" if value is None else "'" + str(value).replace("'", "''") + "'"


def _row(profile: Profile, clock: pd.Series, row: dict[str, Any]) -> dict[str, Any]:
    end = clock["window_end"].date()
    facts = _facts(profile, row) | {"window_end": end, "as_of": clock["as_of_end"]}
    single = row["kind"] in ("unfunded", "unreported")
    return {
        **{name: row[name] for name in ("flag_id", "kind", "audience", "agency_id", "standard_id", "subject", "numerator")},
        # a count has no probability, and one year or one file is no share of anything
        "probability": None if row["kind"] in RULES else row["probability"], "denominator": None if single else row["denominator"],
        "plan_group": facts["plan_group"], "window_end": end, **_since(row),
        "head": heads_through(profile, row["agency_id"] or facts["led_by"], clock["window_start"].date(), end),
        "legal_basis": facts["legal_basis"], "evidence_sql": _evidence_sql(profile, row, facts, clock),
        **texts_of_kind(facts, profile.parameters),
    }  # fmt: skip


def _since(row: dict[str, Any]) -> dict[str, dt.date | None]:
    """First day of the month of the earliest row counted. What is not there for 12 months may have been away for longer."""
    first = row["began"].date().replace(day=1)
    return {**dict.fromkeys(SINCE, first), **({"since_earliest": None} if row["kind"] == "dormant" else {})}


def _facts(profile: Profile, row: dict[str, Any]) -> dict[str, Any]:
    """What the words and the query need to know beside the numbers."""
    agencies = {agency.agency_id: agency for agency in profile.agencies}
    standard = next((s for s in profile.standards if s.standard_id == row["standard_id"]), None)
    agency = agencies.get(row["agency_id"] or "")
    leader = agencies.get((standard.led_by if standard else None) or "")
    law = {name: getattr(standard, name, None) for name in ("legal_basis", "plan_group", "led_by", "status", "case_kind", "cut_off_hour")}
    named = {
        f"{role}_{language}": getattr(thing, f"name_{language}", None)
        for role, thing in (("agency", agency), ("standard", standard), ("leader", leader))
        for language in ("vi", "en")
    }
    return {**row, **law, **named, **_of_plan(profile, row), **_of_source(profile, row), **_of_procedure(profile, row)}


def _of_plan(profile: Profile, row: dict[str, Any]) -> dict[str, Any]:
    """A review finding breaks no single standard: it is the plan that wants it settled."""
    plan = profile.plan
    if row["kind"] != PLANNED or not plan:
        return {}
    group = next((group["number"] for group in plan["group"] if PLANNED in group["flags"]), None)
    basis = f"Kế hoạch {plan['plan']['number']}, thực hiện {plan['plan']['implements']}, nhóm nhiệm vụ {group}"
    return {"legal_basis": basis, "plan_group": group, "status": plan["plan"]["status"]}


def _of_source(profile: Profile, row: dict[str, Any]) -> dict[str, Any]:
    """What had to be sent, by when: the contract of the source says so, no law does."""
    if row["kind"] != "unreported":
        return {"source_vi": None, "source_en": None, "due": None}
    source, month = row["subject"].split("~")
    contract = profile.contracts[source]
    after = pd.Period(month) + 1
    due = dt.date(after.year, after.month, contract.due_day)
    basis = f"Quy ước gửi số liệu của hồ sơ địa phương: nguồn “{contract.title.vi}”, hạn ngày {contract.due_day:02d} tháng sau"
    return {"source_vi": contract.title.vi, "source_en": contract.title.en, "due": due, "legal_basis": basis, "sender": contract.sender}


def _of_procedure(profile: Profile, row: dict[str, Any]) -> dict[str, Any]:
    """The procedure compared, by name and code; and where no standard stands behind a kind, that there is no law but a source."""
    if row["kind"] not in FINDERS:
        return {}
    code = str(row["subject"] or "").split("~")[0]
    known = next((p for p in profile.procedures if p.procedure_code == code), None)
    named = {f"procedure_{language}": f"“{getattr(known, f'name_{language}')}” ({code})" if known else code for language in ("vi", "en")}
    if row["standard_id"]:
        return named
    source = next((c.title.vi for c in profile.contracts.values() if c.kind == "procedure_case"), "procedure_case")
    return {**named, "legal_basis": f"Không viện dẫn điều luật: dấu hiệu từ thời điểm ghi trong nguồn “{source}”, chỉ để kiểm tra"}


def _evidence_sql(profile: Profile, row: dict[str, Any], facts: Mapping[str, Any], clock: pd.Series) -> str:
    subject = [*str(row["subject"] or "").split("~"), ""]
    # a change is seen in the months after it, anything else in the whole window
    first = row["began"] if row["kind"] == "worsening" else clock["window_start"]
    hour = facts["cut_off_hour"]
    query = read_sql("gaps", row["kind"]).header["evidence"]
    # a kind that several sources may speak of has a query for each
    return str(query[row["source"]] if isinstance(query, dict) else query).format(
        agency=literal(row["agency_id"]), standard=literal(row["standard_id"]), first=literal(f"{first:%Y-%m}"), last=literal(clock["last_month"]),
        as_of=literal(f"{clock['as_of_end']:%Y-%m-%d %H:%M:%S}"), cut_off=literal(None if hour is None else f"{hour:02d}:00:00"),
        year=subject[0], source=literal(subject[0]), month=literal(subject[1]), sender=literal(_sender(row, facts)),
        procedure=literal(subject[0]), comparison=literal(subject[1]), side=str(row.get("side")).lower(),
        sign=literal(subject[0]), burst=round(number(profile.parameters, "burst_closings")), **_hours(profile),
    )  # fmt: skip


def _hours(profile: Profile) -> dict[str, int]:
    """The minutes of the day between which the office works."""
    hours = office_hours(profile)
    ends = {f"{half}_to": hours[f"{half}_from"] + hours[f"{half}_minutes"] for half in ("morning", "afternoon")}
    return {f"{half}_from": hours[f"{half}_from"] for half in ("morning", "afternoon")} | ends


def _sender(row: dict[str, Any], facts: Mapping[str, Any]) -> str:
    """In `missing_file` the city's own systems have no agency."""
    return row["agency_id"] if facts.get("sender") == "agency" else ""
