"""Dagster layer of room 6."""

from dagster import AssetKey, AssetsDefinition, MetadataValue

from pipelines.runtime.graph import room_asset
from pipelines.runtime.workbench import Workbench


def edition_assets(upstream: list[AssetKey]) -> list[AssetsDefinition]:
    """The edition: evidence file, site, snapshot and manifest, published in one step."""
    text = "Kỳ công bố: tệp chứng cứ, trang tổng quan, bản kê — the evidence file, the site and the manifest, published at once"
    return [room_asset("editions", "edition", upstream, text, _publish, {"duckdb", "html"})]


def _publish(bench: Workbench) -> dict:
    # plotly, jinja2 and babel are heavy: the code location loads without them
    from assets.editions.publish import publish

    done = publish(bench.connection, bench.home, bench.profile, bench.draft)
    return {
        "edition": done.folder.name, "new": done.new, "pages": done.pages,
        "folder": MetadataValue.path(str(done.folder)), "site": MetadataValue.path(str(done.folder / "site" / "index.html")),
    }  # fmt: skip
