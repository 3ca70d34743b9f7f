"""A warehouse in which a test says what each agency did, and the flags that come of it with their rows checked against their queries."""

import datetime as dt

import pandas as pd

from assets.gaps.compared import FINDERS, compared
from assets.gaps.flag_rows import flag_rows
from pipelines.runtime.kinds import case_kinds
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table

PROFILE = load_profile("sample")
BIRTH, BUSINESS, HOUSE = "1.001193", "1.001612", "TTHC-proc_land_use_change"
RULE = {BUSINESS: "proc_household_business", BIRTH: "proc_birth_registration", HOUSE: "proc_land_use_change"}
PEERS = [f"M{n:04d}" for n in range(1, 13)]
COMMUNES = [agency.agency_id for agency in PROFILE.agencies if agency.tier == "commune"]
TABLES = [f"cases.{kind}" for kind in (*case_kinds(), "case_event")]
# a Monday, a Thursday: 3 working days
MONDAY = dt.datetime(2026, 3, 2, 9)


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
