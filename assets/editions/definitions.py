"""Dagster layer of room 6."""

from dagster import AssetKey, AssetsDefinition, MetadataValue

from pipelines.runtime.graph import room_asset
from pipelines.runtime.metadata import of_python, page
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.workbench import Workbench


def edition_assets(profile: Profile, upstream: list[AssetKey]) -> list[AssetsDefinition]:
    """The edition: evidence file, site, snapshot and manifest, published in one step."""
    text = "Kỳ công bố: tệp chứng cứ, trang tổng quan, bản kê — the evidence file, the site and the manifest, published at once"
    metadata = of_python("assets/editions/publish.py", read_sql("audit", "edition"))
    return [room_asset(profile, "editions", "edition", upstream, text, _publish, kinds={"duckdb", "html"}, metadata=metadata)]


def _publish(bench: Workbench) -> dict:
    # plotly, jinja2 and babel are heavy: the code location loads without them
    from assets.editions.publish import publish

    done = publish(bench.connection, bench.home, bench.profile, bench.draft)
    flags = bench.connection.execute("select count(*) from gaps.flag").fetchall()[0][0]
    return {
        "edition": done.folder.name, "new": done.new, "pages": done.pages, "dagster/row_count": flags,
        "page": page(bench.profile, f"editions/{done.folder.name}/site/index.html"),
        "folder": MetadataValue.path(str(done.folder)), "site": MetadataValue.path(str(done.folder / "site" / "index.html")),
    }  # fmt: skip
