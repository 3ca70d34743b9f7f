"""When things run by themselves: in the profile's time zone, on its working days.

Every schedule is asked each morning, and says in words why it does nothing that day.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from dagster import JobDefinition, RunRequest, ScheduleDefinition, ScheduleEvaluationContext, SkipReason, schedule

from pipelines.jobs import intake_job, publish_job
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.months import end_before, month_of
from pipelines.runtime.profile import Profile

# agencies' files are due on the 5th: the draft has them, and five working days are left to answer it
DRAFT_DAY, PUBLISH_DAY = 5, 10
WORDS = {True: ("bản dự thảo", "the draft"), False: ("kỳ công bố", "the edition")}


def monthly_draft(profile: Profile) -> ScheduleDefinition:
    """Last month's edition as a draft, for the agencies to answer, on the 5th working day at 06:00."""
    text = "Bản dự thảo để các cơ quan phản hồi, ngày làm việc thứ 5 — a draft for the agencies to answer, on the 5th working day"
    return _edition("monthly_draft", profile, DRAFT_DAY, True, text)


def monthly_edition(profile: Profile) -> ScheduleDefinition:
    """Last month's edition with the replies, on the 10th working day at 06:00."""
    text = "Kỳ công bố kèm phản hồi của các cơ quan, ngày làm việc thứ 10 — the edition with the agencies' replies, on the 10th working day"
    return _edition("monthly_edition", profile, PUBLISH_DAY, False, text)


def daily_intake(profile: Profile) -> ScheduleDefinition:
    """What lies in the home's inbox, every day at 05:00: files that came while no sensor ran, and the retention of raw files."""

    @schedule(
        name="daily_intake", job=intake_job, cron_schedule="0 5 * * *", execution_timezone=profile.card.time_zone,
        description="Tiếp nhận tệp hằng ngày lúc 05:00 — take files in every day at 05:00",
    )  # fmt: skip
    def morning(context: ScheduleEvaluationContext):
        from assets.sources.retention import raw_files

        home = settings.Home(settings.home_root(), profile.card.name)
        if not raw_files(home):
            return SkipReason(f"hộp thư trống: {home.inbox} — the inbox is empty")
        return RunRequest(run_key=f"daily_intake {_today(context, profile)}")

    return morning


def _edition(name: str, profile: Profile, on: int, draft: bool, text: str) -> ScheduleDefinition:
    @schedule(name=name, job=publish_job, cron_schedule="0 6 * * *", execution_timezone=profile.card.time_zone, description=text)
    def morning(context: ScheduleEvaluationContext):
        # pandas and holidays are heavy: the code location loads without them
        from assets.sources.calendar import working_day_of_month

        today = _today(context, profile)
        number = working_day_of_month(profile, today)
        if number != on:
            return SkipReason(_not_today(number, on, *WORDS[draft]))
        as_of = end_before(today)
        config = {"as_of": str(as_of), "draft": draft}
        return RunRequest(
            run_key=f"{name} {as_of}", partition_key=month_of(profile, as_of), run_config={"resources": {"edition": {"config": config}}}
        )

    return morning


def _today(context: ScheduleEvaluationContext, profile: Profile) -> dt.date:
    """The day of the tick, which may be evaluated later."""
    return context.scheduled_execution_time.astimezone(ZoneInfo(profile.card.time_zone)).date()


def _not_today(number: int, on: int, what_vi: str, what_en: str) -> str:
    if not number:
        today_vi, today_en = "hôm nay là ngày nghỉ", "today is a day off"
    else:
        today_vi, today_en = f"hôm nay là ngày làm việc thứ {number}", f"today is working day {number}"
    return f"{today_vi}; {what_vi} ra ngày làm việc thứ {on} — {today_en}; {what_en} comes on working day {on}"


def monday_digest(profile: Profile, job: JobDefinition) -> ScheduleDefinition:
    """Monday at 07:00: the latest edition's digest to those who do not have it yet; skipped, with the reason, where there is nobody."""

    @schedule(
        name="monday_digest", job=job, cron_schedule="0 7 * * 1", execution_timezone=profile.card.time_zone,
        description="Thứ Hai này làm gì: gửi bản tóm tắt — what to do this Monday: mail the digest",
    )  # fmt: skip
    def morning():
        from assets.editions.publish import edition_folder
        from pipelines.notify.sending import is_sent

        home = settings.Home(settings.home_root(), profile.card.name)
        try:
            folder = edition_folder(home, None)
            if is_sent(profile, home, folder):
                return SkipReason(f"everybody on the list has the digest of edition {folder.name}")
        except LawgapError as error:
            return SkipReason(str(error))
        return RunRequest()

    return morning
