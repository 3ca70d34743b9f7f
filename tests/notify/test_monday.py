"""The schedule of Monday morning, as the Dagster UI runs it: off, with the reason, until there is somebody to write to."""

from pathlib import Path

import pytest
from dagster import DagsterInstance, RunRequest, SkipReason, build_schedule_context

ANN = "ann@city.example"


@pytest.fixture
def monday(office, monkeypatch):
    """monday() → what the schedule says; `.job` runs its job."""
    monkeypatch.setenv("LAWGAP_HOME", str(office.home.root))
    (office.home.editions / "latest").symlink_to(office.edition.name)
    from pipelines.jobs import digest_job
    from pipelines.schedules import monday_digest

    job = digest_job(office.profile)
    schedule = monday_digest(office.profile, job)

    def say():
        data = schedule.evaluate_tick(build_schedule_context())
        return SkipReason(data.skip_message) if data.skip_message else RunRequest()

    say.job, say.schedule = job, schedule
    return say


def test_it_runs_on_monday_in_the_time_zone_of_the_profile(monday, office):
    assert monday.schedule.cron_schedule == "0 7 * * 1" and monday.schedule.execution_timezone == office.profile.card.time_zone


def test_it_is_off_until_somebody_is_to_be_written_to_and_says_so(monday, office):
    assert "nobody is written to yet" in monday().skip_message
    office.account()
    assert "no recipients" in monday().skip_message


def test_it_mails_a_new_edition_once_and_keeps_addresses_out_of_the_history(monday, office, tmp_path):
    office.account(ANN)
    assert isinstance(monday(), RunRequest)
    (tmp_path / "dagster").mkdir()
    with DagsterInstance.local_temp(str(tmp_path / "dagster")) as instance:
        with office.open():
            assert monday.job.execute_in_process(instance=instance).success
        assert "everybody on the list" in monday().skip_message and len(office.room.got[ANN]) == 1
    history = b"".join(path.read_bytes() for path in Path(tmp_path / "dagster").rglob("*") if path.is_file())
    assert ANN.encode() not in history and b"mail_digest" in history


def test_a_run_that_leaves_somebody_waiting_fails_and_says_what_to_do(monday, office):
    office.account(ANN, ca=None)
    with DagsterInstance.ephemeral() as instance, office.open():
        result = monday.job.execute_in_process(instance=instance, raise_on_error=False)
    failures = [event.step_failure_data.error.message for event in result.all_events if event.is_step_failure]
    assert not result.success and "lawgap notify" in failures[0] and ANN not in failures[0]
    assert isinstance(monday(), RunRequest)
