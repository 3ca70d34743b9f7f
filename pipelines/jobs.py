"""The jobs on the assets: files alone, an edition, the editions of many months. The bench is a job of its own (bench/job.py)."""

from dagster import AssetSelection, define_asset_job

intake_job = define_asset_job(
    "intake", AssetSelection.groups("sources"), description="Tiếp nhận tệp mới — take in what is new", tags={"lawgap/job": "intake"}
)
# one run makes every room, because statuses depend on as_of; the month of a run is its partition
publish_job = define_asset_job(
    "publish",
    AssetSelection.all(),
    description="Từ tệp nguồn đến kỳ công bố của một tháng, mặc định là tháng vừa qua — from files to the edition of a month, the last one by default",
    tags={"lawgap/job": "publish"},
)
backfill_job = define_asset_job(
    "backfill",
    AssetSelection.all(),
    description="Lập kỳ công bố của nhiều tháng, lần lượt theo thứ tự — the editions of many months, one after another in their order",
    tags={"lawgap/job": "backfill"},
)
