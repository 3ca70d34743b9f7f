"""The jobs: everything from files to an edition, and the intake alone."""

from dagster import AssetSelection, define_asset_job

publish_job = define_asset_job(
    "publish", AssetSelection.all(), description="Từ tệp nguồn đến kỳ công bố — from files to an edition", tags={"lawgap/job": "publish"}
)
intake_job = define_asset_job(
    "intake", AssetSelection.groups("sources"), description="Tiếp nhận tệp mới — take in what is new", tags={"lawgap/job": "intake"}
)
