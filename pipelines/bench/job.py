"""The job `bench`: how right it is, tried on a small world from the UI. `lawgap bench accuracy` measures in full."""

from dagster import MetadataValue, OpExecutionContext, Output, in_process_executor, job, op


@op(description="Một thế giới nhỏ có sự thật biết trước — one small world whose truth is known, through the whole pipeline")
def judge_small_world(context: OpExecutionContext) -> Output[None]:
    # pandas and the simulator load when the job runs
    from io import StringIO

    from rich.console import Console

    from pipelines.bench.accuracy import SMALL, judged, own_worlds
    from pipelines.bench.targets import HEADINGS, TARGET_HEADINGS, grid, kinds_table, targets_table

    said = StringIO()
    marks = judged(own_worlds(SMALL), 0, Console(file=said, width=240))
    for line in said.getvalue().splitlines():
        context.log.info(line)
    tables = {"targets": (TARGET_HEADINGS, targets_table(marks)), "kinds": (HEADINGS, kinds_table(marks))}
    return Output(None, metadata={name: MetadataValue.md(grid(head, rows)) for name, (head, rows) in tables.items()})


@job(
    name="bench",
    description="Đo độ đúng trên thế giới mô phỏng nhỏ; không thuộc kỳ công bố — how right it is on a small simulated world; no part of publishing",
    tags={"lawgap/job": "bench"},
    executor_def=in_process_executor,
)
def bench_job() -> None:
    judge_small_world()
