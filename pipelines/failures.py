"""Why a run failed, in its own words: for the command line, and for the letter to those who run the pipeline."""

from collections.abc import Iterable

from dagster import AssetCheckEvaluation, AssetCheckSeverity, DagsterEvent, DagsterEventType, DagsterInstance

from pipelines.letters import Letter
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile

TELLING = {DagsterEventType.ASSET_CHECK_EVALUATION, DagsterEventType.STEP_FAILURE, DagsterEventType.RUN_FAILURE}
OURS = f"{LawgapError.__module__}.{LawgapError.__name__}: "
LETTER = """\
Lần chạy “{job}” ({run}) thất bại lúc {at}. Kỳ công bố trước vẫn giữ nguyên.

{reason}

Xem lần chạy này trong giao diện Dagster, sửa nguyên nhân rồi chạy lại; tệp đã tiếp nhận không phải gửi lại.

----

The run "{job}" ({run}) failed at {at}. The previous edition stands.

{reason}

Look at the run in the Dagster UI, mend the cause and run it again; files that were taken in need not be sent again.
"""


def events_of(instance: DagsterInstance, run_id: str) -> list[DagsterEvent]:
    """The events of a run that tell why it failed, oldest first."""
    return [entry.dagster_event for entry in instance.all_logs(run_id, of_type=TELLING) if entry.dagster_event]


def reason(events: Iterable[DagsterEvent]) -> str:
    """What stopped a run: the data rules that blocked it, else the first failed step's own words without Dagster's wrapping."""
    events = list(events)
    if blocked := [line for event in events if (line := _blocked(event))]:
        return "\n".join(blocked)
    for event in events:
        if event.is_step_failure and (error := event.step_failure_data.error):
            return f"{event.step_key}: {_innermost(error).message.strip().removeprefix(OURS)}"
    for event in events:
        # what a run needs before its first step
        if event.is_job_failure and (error := event.job_failure_data.error):
            return _innermost(error).message.strip().removeprefix(OURS)
    return next((event.message for event in events if event.is_failure and event.message), "the run failed")


def letter(profile: Profile, job: str, run_id: str, at: str, events: list[DagsterEvent]) -> Letter:
    """The letter about a failed run. What libraries say may quote the data, so only words of our own leave the machine."""
    first = next((event.step_key for event in events if event.is_step_failure), None)
    ours = any(_blocked(event) or _is_ours(event) for event in events)
    said = reason(events) if ours else f"{first or job}: lỗi ngoài dự kiến, xem lần chạy — an unforeseen error, see the run"
    subject = f"lawgap {profile.card.name}: lần chạy {job} thất bại — run {job} failed"
    return Letter(f"failed_{run_id}", "", subject, LETTER.format(job=job, run=run_id[:8], at=at, reason=said))


def _is_ours(event: DagsterEvent) -> bool:
    if not event.is_step_failure or not (error := event.step_failure_data.error):
        return False
    return _innermost(error).message.startswith(OURS)


def _innermost(error):
    while error.cause is not None:
        error = error.cause
    return error


def _blocked(event: DagsterEvent) -> str:
    """That a data rule stopped the run: what it asks for, and in how many rows it is broken; '' for any other event."""
    if event.event_type != DagsterEventType.ASSET_CHECK_EVALUATION:
        return ""
    check = event.asset_check_evaluation_data
    if check.passed or not check.blocking or check.severity != AssetCheckSeverity.ERROR:
        return ""
    vi, en, rows = (_text(check, name) for name in ("meaning_vi", "meaning", "failing_rows"))
    table, place = ".".join(check.asset_key.path), f"{'/'.join(check.asset_key.path)}: {check.check_name}"
    return (
        f"quy tắc dữ liệu {check.check_name} không đạt ở {rows} dòng của bảng {table}, nên không tính tiếp và không công bố: {vi} — "
        f"data rule {check.check_name} is broken by {rows} rows of {table}, so nothing after it was made or published: {en}. "
        f"Các dòng ở mục kiểm tra — the rows stand at the check {place}"
    )


def _text(check: AssetCheckEvaluation, name: str) -> str:
    return str(check.metadata[name].value) if name in check.metadata else "?"
