"""The jobs: files alone, an edition, the editions of many months, reminders, the digest by e-mail. The bench has its own (bench/job.py)."""

import datetime as dt

from dagster import AssetSelection, Config, Failure, JobDefinition, OpExecutionContext, define_asset_job, job, op
from dagster import ResourceParam as Given
from pydantic import Field

from pipelines.runtime import settings
from pipelines.runtime.profile import Profile
from pipelines.runtime.workbench import Workbench, parse_day

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


def digest_job(profile: Profile) -> JobDefinition:
    """Mails the latest edition's digest to those who do not have it. Counts are shown, addresses are not."""

    @op(name="mail_digest", description="Gửi bản tóm tắt — mail the digest")
    def mail_digest(context: OpExecutionContext) -> None:
        from assets.editions.publish import edition_folder
        from pipelines.notify.sending import send_digest

        home = settings.Home(settings.home_root(), profile.card.name)
        report = send_digest(profile, home, edition_folder(home, None))
        counts = {"sent": len(report.sent), "waiting": len(report.waiting), "refused": len(report.refused)}
        context.add_output_metadata({"edition": report.edition_id, **counts})
        if not report.done:
            raise Failure(f"not everybody has it: {counts}; see {report.folder}, and send what waits with: lawgap notify")

    @job(name="digest", description="Bản tóm tắt gửi qua thư điện tử — the digest by e-mail", tags={"lawgap/job": "digest"})
    def digest() -> None:
        mail_digest()

    return digest


class Asked(Config):
    """When the files are asked for."""

    today: str = Field(default="", description="YYYY-MM-DD; empty: today")


@op(name="remind_agencies", description="Soạn thư nhắc cơ quan chưa gửi số liệu — letters to agencies whose files have not come")
def remind_agencies(context: OpExecutionContext, config: Asked, edition: Given[Workbench]) -> None:
    from pipelines.reminders import write_reminders

    today = parse_day(config.today) if config.today else dt.date.today()
    late, written = write_reminders(edition.connection, edition.profile, edition.home, today)
    for one in late:
        context.log.warning(f"{one.agency_id}: chưa gửi — not come: {', '.join(one.sources)}")
    context.add_output_metadata({"agencies_late": len(late), "letters_written": len(written), "letters": str(edition.home.letters)})


@job(name="remind", description="Nhắc nộp số liệu — remind agencies of files that are late", tags={"lawgap/job": "remind"})
def remind_job() -> None:
    remind_agencies()
