"""Makes the tables of room 5 from counts of duties: gap, verdict, what-if, flags and their evidence."""

import duckdb
import pandas as pd

from assets.gaps.answering import heads_through
from assets.gaps.compared import FINDERS, compared
from assets.gaps.counted import RULES, counted, flag_id
from assets.gaps.fairness import make_fairness
from assets.gaps.flag_rows import flag_rows, literal
from assets.gaps.flags import below, select, with_peers
from assets.gaps.gap import gaps
from assets.gaps.promised import leads
from assets.gaps.since import SINCE, present_run
from assets.gaps.verdict import verdicts, what_if
from assets.gaps.wording import texts
from assets.gaps.worsening import first_of_now, worsening
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, read_sql
from pipelines.runtime.warehouse import make_table, put_frame

# a finding supports the verdict on a rule while it is open and names the rule itself
RULES_WITH_FINDINGS = """
select s.standard_id, s.limit_value, s.unit, s.kind, s.direction, s.due_event, count(f.case_id) as review_findings
from sources.standard as s
left join gaps.related_finding as f on s.standard_id = f.standard_id and f.on_provision and f.still_open
group by all order by s.standard_id
"""


def make_gaps(connection: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    """Every table of the room, in order: counts, gap, verdict, flags with their evidence, like cases."""
    for file in sql_tables():
        make_table(connection, file)
    for make in (make_gap, make_verdict, make_flag, make_fairness):
        make(connection, profile)


def make_gap(connection: duckdb.DuckDBPyConnection, profile: Profile) -> int:
    """`gaps.gap`: agency × standard over the window."""
    cells = connection.execute("select * from gaps.cell").df()
    frame = gaps(cells, profile.parameters)
    put_frame(
        connection,
        "gaps.gap",
        _nulls(frame),
        {**_types("gap"), "tier": "TEXT", "median_shrunk": "DECIMAL(38,6)", "p_null_peers": "DECIMAL(38,6)"},
    )
    return len(frame)


def make_verdict(connection: duckdb.DuckDBPyConnection, profile: Profile) -> int:
    """`gaps.standard_verdict` and `gaps.what_if`."""
    lifetimes = connection.execute("select agency_id, standard_id, days_taken, ended from gaps.lifetime").df()
    standards = _floats(connection.execute(RULES_WITH_FINDINGS).df(), "limit_value")
    # where the due date stands in the case, the limit column is an offset, not a length
    standards.loc[standards["due_event"].notna(), "limit_value"] = None
    frame = verdicts(_gap(connection), lifetimes, standards, profile.parameters)
    put_frame(connection, "gaps.standard_verdict", _nulls(frame), _types("standard_verdict"))
    table = what_if(lifetimes, standards).rename(columns={"limit": "limit_value"})
    put_frame(connection, "gaps.what_if", _nulls(table), _types("what_if"))
    return len(frame)


def make_flag(connection: duckdb.DuckDBPyConnection, profile: Profile) -> int:
    """`gaps.flag` and `gaps.flag_evidence`: exactly the rows each numerator counts."""
    gap = _gap(connection)
    verdict = _floats(
        connection.execute("select * from gaps.standard_verdict").df(),
        "median_shrunk",
        "legal_limit",
        "workable_limit",
        "workable_lower",
        "workable_upper",
        "share_below",
    )
    chosen = select(gap, verdict, profile.parameters)
    findings, facts = counted(connection, profile.parameters)
    context = _Context(connection, profile, gap, verdict, promised(connection, profile, findings))
    judged = [context.flag(row) for row in chosen.to_dict("records")]
    worse, worse_scopes = fallen(connection, profile)
    beside, counted_beside = compared(connection, profile.parameters)
    rows = [*judged, *(row for found in (worse, findings, beside) for row in flag_rows(connection, profile, found))]
    scopes = [*[scope for row in judged for scope in context.scope(row)], *worse_scopes]
    put_frame(connection, "gaps.flag", pd.DataFrame(rows, columns=list(_types("flag")), dtype=object), _types("flag"))
    connection.execute("create or replace table gaps.flag_scope (flag_id text, agency_id text, standard_id text, first_month text)")
    if scopes:
        connection.executemany("insert into gaps.flag_scope values (?, ?, ?, ?)", scopes)
    put_frame(connection, "gaps.flag_fact", pd.concat([facts, counted_beside]), {"flag_id": "TEXT", "fact": "TEXT", "row_id": "TEXT"})
    make_table(connection, read_sql("gaps", "flag_evidence"))
    return len(rows)


def fallen(connection: duckdb.DuckDBPyConnection, profile: Profile) -> tuple[pd.DataFrame, list[list[str]]]:
    """Findings of the kind `worsening`, with the day from which the rate is lower, and the cells and months they count."""
    last = connection.execute("select last_month from sources.clock").fetchall()[0][0]
    months = connection.execute("select * from gaps.worsening order by agency_id, standard_id, month").df()
    found = worsening(months, last, profile.parameters).assign(subject=None, agencies=None, began=first_of_now(last))
    found = found.assign(flag_id=[flag_id(row) for row in found.to_dict("records")])
    return found, [[row.flag_id, row.agency_id, row.standard_id, f"{row.began:%Y-%m}"] for row in found.itertuples()]


def promised(connection: duckdb.DuckDBPyConnection, profile: Profile, findings: pd.DataFrame) -> dict[str, dict[str, int]]:
    """By standard where the promised day may lead (promised.py): slips, those beyond the law, and those of them kept."""
    wide = set(findings.loc[(findings["kind"] == "promise_over_law") & findings["agency_id"].isna(), "standard_id"])
    rows = connection.table("gaps.promised_day").df().to_dict("records")
    return {
        row["standard_id"]: {name: int(row[name]) for name in ("slips", "over_law", "kept")}
        for row in rows
        if leads(row["slips"], row["over_law"], row["standard_id"] in wide, profile.parameters)
    }


class _Context:
    """What a flag needs beside its numbers: names, law, head in office, the months of its run."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, profile: Profile, gap: pd.DataFrame, verdict: pd.DataFrame, promised: dict
    ) -> None:
        self.profile, self.promised = profile, promised
        self.gap = gap.set_index(["agency_id", "standard_id"])
        self.peers = with_peers(gap, profile.parameters)
        self.verdict = verdict.set_index("standard_id")
        self.agencies = {agency.agency_id: agency for agency in profile.agencies}
        self.standards = {standard.standard_id: standard for standard in profile.standards}
        self.sources = {standard.standard_id: standard.carried_by for standard in profile.standards}
        self.months = connection.execute(
            "select agency_id, standard_id, month, count(*) filter (where status = 'met') as met, count(*) as total from duties.duty "
            "cross join sources.clock as k where status in ('met', 'late', 'overdue') and month between k.first_month and k.last_month group by all order by all"
        ).df()  # fmt: skip
        self.end, self.start = connection.execute("select window_end, window_start from sources.clock").fetchall()[0]
        self.first_month = f"{self.start:%Y-%m}"

    def flag(self, row: dict) -> dict:
        standard = self.standards[row["standard_id"]]
        agency_id = row["agency_id"]
        facts = self._facts(row, standard)
        return {
            **{name: row[name] for name in ("kind", "standard_id", "numerator", "denominator", "probability")},
            "flag_id": flag_id({**row, "subject": None}), "audience": "published", "agency_id": agency_id,
            "subject": None, "plan_group": standard.plan_group, "window_end": self.end, **self._since(agency_id, standard),
            "head": heads_through(self.profile, agency_id or standard.led_by, self.start, self.end), "legal_basis": standard.legal_basis,
            "evidence_sql": self._evidence_sql(row), **texts(facts, self.profile.parameters),
        }  # fmt: skip

    def _facts(self, row: dict, standard) -> dict:
        agency = self.agencies.get(row["agency_id"] or "")
        leader = self.agencies.get(standard.led_by or "")
        verdict = self.verdict.loc[row["standard_id"]].to_dict()
        group = self.peers[self.peers["standard_id"] == row["standard_id"]]
        own = self.gap.loc[(row["agency_id"], row["standard_id"])].to_dict() if agency else {}
        return {
            **verdict, **own, **row, **self.promised.get(row["standard_id"], {}), "legal_basis": standard.legal_basis, "unit": standard.unit, "status": standard.status,
            "standard_vi": standard.name_vi, "standard_en": standard.name_en,
            "agency_vi": agency.name_vi if agency else None, "agency_en": agency.name_en if agency else None,
            "led_by_vi": leader.name_vi if leader else None, "led_by_en": leader.name_en if leader else None,
            "agencies_below": below(group), "agencies": len(group),
        }  # fmt: skip

    def _since(self, agency_id: str | None, standard) -> dict[str, str | None]:
        """First day of the month the present run began in, and of the earliest (None: unknown) and latest it may have."""
        rows = self.months[self.months["standard_id"] == standard.standard_id]
        rows = rows[rows["agency_id"] == agency_id] if agency_id else rows.groupby("month", as_index=False)[["met", "total"]].sum()
        line = float(standard.required - standard.tolerance)
        whole = self._whole(agency_id, standard)
        run = present_run(list(rows["month"]), rows["met"].to_numpy(), rows["total"].to_numpy(), line, whole)
        months = (run.month, run.earliest, run.latest) if run else (None,) * 3
        return {name: f"{month}-01" if month else None for name, month in zip(SINCE, months, strict=True)}

    def _whole(self, agency_id: str | None, standard) -> bool:
        """Whether the data reach back to the month in which the rule, or the agency, began: before that nothing can have been unmet."""
        agency = self.agencies.get(agency_id or "")
        began = max((day for day in (standard.effective_from, agency and agency.valid_from) if day), default=None)
        rows = self.months[self.months["standard_id"].map(self.sources) == standard.carried_by]
        rows = rows[rows["agency_id"] == agency_id] if agency_id else rows
        return began is not None and bool(rows["month"].min() <= f"{began:%Y-%m}")

    def scope(self, flag: dict) -> list[list[str]]:
        """The cells whose unmet duties the flag counts."""
        if flag["agency_id"]:
            return [[flag["flag_id"], flag["agency_id"], flag["standard_id"], self.first_month]]
        group = self.peers[self.peers["standard_id"] == flag["standard_id"]]
        return [[flag["flag_id"], agency, flag["standard_id"], self.first_month] for agency in group["agency_id"]]

    def _evidence_sql(self, row: dict) -> str:
        """For people: the same rows as flag_evidence, from the duties alone."""
        if row["agency_id"]:
            where = f"agency_id = {literal(row['agency_id'])}"
        else:
            tiers = sorted(self.peers.loc[self.peers["standard_id"] == row["standard_id"], "tier"].unique())
            where = f"tier in ({', '.join(map(literal, tiers))})"
        last = f"{self.end:%Y-%m}"
        return (
            f"select * from duty where standard_id = {literal(row['standard_id'])} and {where} and status in ('late', 'overdue') "
            f"and month between '{self.first_month}' and '{last}' order by duty_id"
        )


def _gap(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    frame = connection.execute("select * from gaps.gap").df()
    numbers = (
        "required",
        "tolerance",
        "achieved",
        "shrunk",
        "shrunk_lower",
        "shrunk_upper",
        "gap",
        "common_part",
        "agency_part",
        "p_null",
        "median_shrunk",
        "p_null_peers",
    )
    return _floats(frame, *numbers)


def _floats(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    return frame.assign(**{name: pd.to_numeric(frame[name], errors="coerce").astype(float) for name in names})


def _nulls(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(object).where(frame.notna(), None)


def _types(name: str) -> dict[str, str]:
    """Columns of the audit table that this room makes; what became of a flag since the last edition is the edition's to say."""
    return {column: str(field["type"]) for column, field in read_sql("audit", name).fields.items() if field.get("made_in") != "editions"}


def sql_tables() -> list[SqlFile]:
    """The counts that the judgement starts from, what scores stand on, and the rows or counts that the other kinds look at."""
    return [
        read_sql("gaps", name)
        for name in (
            "cell",
            "lifetime",
            "worsening",
            "score_basis",
            "worst_case",
            "like_case",
            "related_finding",
            *RULES,
            "promised_day",
            *FINDERS,
        )
    ]
