"""Dagster layer of room 1. Libraries that take long to import load when a step runs."""

import datetime as dt

from dagster import AssetKey, AssetsDefinition

from pipelines.runtime.columns import PLACE
from pipelines.runtime.contract import Contract
from pipelines.runtime.graph import room_asset
from pipelines.runtime.kinds import kinds
from pipelines.runtime.metadata import of_code, of_python, schema
from pipelines.runtime.profile import Profile
from pipelines.runtime.workbench import Workbench


def source_assets(profile: Profile) -> list[AssetsDefinition]:
    """`profile`, one asset a source contract, and `clock` once everything is in."""
    sources = [_source(profile, contract) for contract in profile.contracts.values()]
    keys = [AssetKey(["sources", name]) for name in profile.contracts]
    return [
        room_asset(
            profile, "sources", "profile", [], "Hồ sơ địa phương: cơ quan, pháp luật, lịch làm việc — the profile as tables", _put_profile,
            kinds={"csv", "duckdb"}, metadata=of_code(profile.folder / "profile.toml"),
        ),
        *sources,
        room_asset(
            profile, "sources", "clock", [AssetKey(["sources", "profile"]), *keys],
            "Số liệu đến ngày nào, biết lúc nào — as_of and known_at of this run", _put_clock,
            kinds={"duckdb", "python"}, metadata=of_python("assets/sources/profile_tables.py"),
        ),
    ]  # fmt: skip


def _put_profile(bench: Workbench) -> dict:
    from assets.sources.intake import prepare
    from assets.sources.profile_tables import put_profile

    put_profile(bench.connection, bench.profile)
    prepare(bench.connection)
    return {"dagster/row_count": len(bench.profile.standards), "data_version": bench.profile.hash}


def _source(profile: Profile, contract: Contract) -> AssetsDefinition:
    def work(bench: Workbench) -> dict:
        from assets.sources.intake import take_in
        from assets.sources.ledger import holdings, rows_held
        from assets.sources.retention import remove_raw

        now = dt.datetime.now().replace(microsecond=0)
        result = take_in(bench.connection, bench.profile, bench.home, bench.inbox, now, only=contract.source_id, agencies=bench.agencies)
        removed = remove_raw(bench.connection, bench.profile, bench.home, now, contract.source_id) if bench.own_inbox else []
        errors = [f"{n.name}: {n.message_en}" for n in result.notices if n.level == "error"]
        return {
            "files_taken": result.taken, "files_known": result.known, "rows_read": result.rows_read,
            "dagster/row_count": rows_held(bench.connection, contract.source_id), "rows_rejected": result.rows_rejected, "files_refused": "\n".join(errors), "raw_files_removed": len(removed), "data_version": holdings(bench.connection, contract.source_id),
        }  # fmt: skip

    deps = [AssetKey(["sources", "profile"])] + [AssetKey(["sources", join.source]) for join in contract.join.values()]
    text = f"**{contract.title.vi}** — {contract.title.en}\n\n{contract.completeness}: {contract.note.vi} {contract.note.en}"
    metadata = of_code(profile.files[f"sources/{contract.source_id}.toml"])
    if contract.kind in kinds():
        metadata["dagster/column_schema"] = schema({**PLACE, **kinds()[contract.kind].file.fields}, list(PLACE))
    return room_asset(profile, "sources", contract.source_id, deps, text, work, kinds={"csv", "duckdb"}, metadata=metadata)


def _put_clock(bench: Workbench) -> dict:
    from assets.sources.ledger import newest_fact
    from assets.sources.profile_tables import put_clock

    known_at = bench.known_at or newest_fact(bench.connection) or dt.datetime.combine(bench.as_of, dt.time(23, 59, 59))
    put_clock(bench.connection, bench.as_of, known_at)
    # what the newest file changes is said by its own source; only a moment that was asked for is news to everybody
    version = f"{bench.as_of} {bench.known_at or ''}".strip()
    return {"dagster/row_count": 1, "as_of": str(bench.as_of), "known_at": str(known_at), "data_version": version}
