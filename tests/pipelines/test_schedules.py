"""When things run by themselves: on working days of the profile's calendar, and on other days a reason in words."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from dagster import DagsterInstance, build_schedule_context

from pipelines.definitions import definitions

SCHEDULES = ("daily_intake", "monthly_draft", "monthly_edition")


@pytest.fixture(scope="module")
def sample():
    return definitions("sample")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LAWGAP_HOME", str(tmp_path))
    return tmp_path / "sample"


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    with DagsterInstance.local_temp(str(tmp_path_factory.mktemp("dagster")), {"telemetry": {"enabled": False}}) as instance:
        yield instance


def tick(defs, name: str, day: str, instance, hour: int = 6):
    """What the schedule does on the morning of `day` in Hanoi."""
    at = dt.datetime.fromisoformat(f"{day} {hour:02d}:00").replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    schedule = defs.resolve_schedule_def(name)
    with build_schedule_context(
        instance=instance, scheduled_execution_time=at.astimezone(dt.UTC), repository_def=defs.get_repository_def()
    ) as context:
        return schedule.evaluate_tick(context)


def edition_of(done) -> dict:
    (asked,) = done.run_requests
    return asked.run_config["resources"]["edition"]["config"]


# January 2026: the 1st is a holiday, the 2nd is off and worked on Saturday the 10th instead, by the city's own calendar.csv;
# February: new year from the 14th to the 22nd
@pytest.mark.parametrize(
    ("name", "day", "as_of"),
    [
        ("monthly_draft", "2026-01-09", "2025-12-31"),
        ("monthly_edition", "2026-01-15", "2025-12-31"),
        ("monthly_draft", "2026-02-06", "2026-01-31"),
        ("monthly_edition", "2026-02-13", "2026-01-31"),
        ("monthly_draft", "2026-11-06", "2026-10-31"),
        ("monthly_edition", "2026-11-13", "2026-10-31"),
    ],
)
def test_draft_and_edition_come_on_their_working_day_with_last_months_end(sample, instance, name, day, as_of):
    done = tick(sample, name, day, instance)
    assert edition_of(done) == {"as_of": as_of, "draft": name == "monthly_draft"}
    assert done.run_requests[0].partition_key == as_of[:7]
    # evaluated twice, the month is still made once
    assert done.run_requests[0].run_key == f"{name} {as_of}"


@pytest.mark.parametrize("name", ["monthly_draft", "monthly_edition"])
def test_each_comes_on_one_day_of_the_month_only(sample, instance, name):
    ran = [day for day in (1, 5, 8, 9, 10, 14, 15, 16) if tick(sample, name, f"2026-01-{day:02d}", instance).run_requests]
    assert ran == [9 if name == "monthly_draft" else 15]


def test_on_other_days_the_reason_is_said_in_both_languages(sample, instance):
    third = tick(sample, "monthly_draft", "2026-11-04", instance)
    assert not third.run_requests
    assert third.skip_message == (
        "hôm nay là ngày làm việc thứ 3; bản dự thảo ra ngày làm việc thứ 5 — today is working day 3; the draft comes on working day 5"
    )
    sunday = tick(sample, "monthly_edition", "2026-11-15", instance).skip_message
    assert "hôm nay là ngày nghỉ; kỳ công bố ra ngày làm việc thứ 10" in sunday and "today is a day off" in sunday


def test_the_mornings_are_those_of_the_profiles_time_zone(sample):
    assert {sample.resolve_schedule_def(name).execution_timezone for name in SCHEDULES} == {"Asia/Ho_Chi_Minh"}
    chicago = definitions("chicago")
    assert {chicago.resolve_schedule_def(name).execution_timezone for name in SCHEDULES} == {"America/Chicago"}


def test_a_city_without_a_table_of_holidays_counts_monday_to_friday(instance):
    # 3 July 2026 is a holiday in Chicago; its profile names no table, so duties count it too
    assert edition_of(tick(definitions("chicago"), "monthly_draft", "2026-07-07", instance, hour=20))["as_of"] == "2026-06-30"


def test_the_daily_intake_runs_when_something_lies_in_the_inbox(sample, home, instance):
    empty = tick(sample, "daily_intake", "2026-11-04", instance, hour=5)
    assert not empty.run_requests and "hộp thư trống" in empty.skip_message and str(home / "inbox") in empty.skip_message
    (home / "inbox" / "don_khieu_nai").mkdir(parents=True)
    (home / "inbox" / "don_khieu_nai" / "M0001_2026-10.csv").write_text("Mã đơn\n", encoding="utf-8")
    assert tick(sample, "daily_intake", "2026-11-04", instance, hour=5).run_requests[0].run_key == "daily_intake 2026-11-04"
