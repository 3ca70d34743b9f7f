"""The jobs: everything from files to an edition, the intake alone, and reminders to agencies that are late."""

import datetime as dt

from dagster import AssetSelection, Config, OpExecutionContext, define_asset_job, job, op
from dagster import ResourceParam as Given
from pydantic import Field

from pipelines.runtime.workbench import Workbench, parse_day

publish_job = define_asset_job(
    "publish", AssetSelection.all(), description="Từ tệp nguồn đến kỳ công bố — from files to an edition", tags={"lawgap/job": "publish"}
)
intake_job = define_asset_job(
    "intake", AssetSelection.groups("sources"), description="Tiếp nhận tệp mới — take in what is new", tags={"lawgap/job": "intake"}
)


class Asked(Config):
    """When the files are asked for."""

    today: str = Field(default="", description="YYYY-MM-DD; empty: today")


@op(name="remind", description="Soạn thư nhắc cơ quan chưa gửi số liệu — letters to agencies whose files have not come")
def remind(context: OpExecutionContext, config: Asked, edition: Given[Workbench]) -> None:
    from pipelines.reminders import write_reminders

    today = parse_day(config.today) if config.today else dt.date.today()
    late, written = write_reminders(edition.connection, edition.profile, edition.home, today)
    for one in late:
        context.log.warning(f"{one.agency_id}: chưa gửi — not come: {', '.join(one.sources)}")
    context.add_output_metadata({"agencies_late": len(late), "letters_written": len(written), "letters": str(edition.home.letters)})


@job(name="remind", description="Nhắc nộp số liệu — remind agencies of files that are late", tags={"lawgap/job": "remind"})
def remind_job() -> None:
    remind()
