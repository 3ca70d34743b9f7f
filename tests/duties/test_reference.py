"""Random dossiers: the SQL and the slow reference agree on every due date and status."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.duties.inbox import send
from tests.reference.clock import Case, Rule, moved_due_day, status

AS_OF = dt.date(2026, 10, 31)
RULES = {
    "1.001612": Rule(3, "working_day"),
    "1.001193": Rule(0, "working_day", cut_off=15),
    "1.009994": Rule(15, "calendar_day", rolls=True),
}
NEW_PERMIT, LAW_CHANGE = Rule(7, "working_day"), dt.date(2026, 7, 1)

minutes = st.integers(0, 24 * 60 * 420)
START = dt.datetime(2025, 9, 1)


@st.composite
def dossiers(draw):
    accepted = START + dt.timedelta(minutes=draw(minutes))
    end = draw(st.one_of(st.none(), st.integers(-3 * 1440, 30 * 1440)))
    pauses, at = [], accepted
    for _ in range(draw(st.integers(0, 2))):
        at += dt.timedelta(minutes=draw(st.integers(1, 8 * 1440)))
        closed = draw(st.one_of(st.none(), st.integers(1, 12 * 1440)))
        pauses.append((at, at + dt.timedelta(minutes=closed) if closed else None))
        if closed is None:
            break
        at += dt.timedelta(minutes=closed)
    return (
        draw(st.sampled_from(sorted(RULES))),
        accepted,
        accepted + dt.timedelta(minutes=end) if end is not None else None,
        draw(st.booleans()),
        pauses,
    )


def text(moment: dt.datetime | None) -> str:
    return f"{moment:%d/%m/%Y %H:%M}" if moment else ""


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large, HealthCheck.too_slow],
)
@given(st.lists(dossiers(), min_size=40, max_size=60))
def test_sql_equals_the_reference(bench_of, tmp_path_factory, sample):
    rows, events = [], []
    for i, (code, accepted, finished, withdrawn, pauses) in enumerate(sample):
        state = "Đang xử lý" if not finished else "Rút" if withdrawn else "Đã có kết quả"
        rows.append(
            {
                "Mã hồ sơ": f"H{i}",
                "Mã TTHC": code,
                "Thời điểm tiếp nhận": text(accepted),
                "Thời điểm hoàn tất": text(finished),
                "Tình trạng": state,
            }
        )
        for opened, closed in pauses:
            events.append({"Mã hồ sơ": f"H{i}", "Sự kiện": "Yêu cầu bổ sung", "Thời điểm": text(opened)})
            events += [{"Mã hồ sơ": f"H{i}", "Sự kiện": "Nhận bổ sung", "Thời điểm": text(closed)}] if closed else []
    inbox = tmp_path_factory.mktemp("inbox")
    send(inbox, dossiers=rows, events=events)
    bench = bench_of("sample")
    bench.take_in(inbox, dt.datetime(2027, 6, 1))
    bench.compute(AS_OF)
    found = {
        case: (due, state)
        for case, due, state in bench.rows("select case_id, cast(due_at as date), status from duties.duty where standard_id like 'proc_%'")
    }
    for i, (code, accepted, finished, withdrawn, pauses) in enumerate(sample):
        if accepted.date() > AS_OF:
            continue
        rule = NEW_PERMIT if code == "1.009994" and accepted.date() >= LAW_CHANGE else RULES[code]
        seen = [(o, c if c and c.date() <= AS_OF else None) for o, c in pauses if o.date() <= AS_OF]
        case = Case(accepted, None if withdrawn else finished, finished if withdrawn else None, seen)
        assert found[f"H{i}"] == (moved_due_day(rule, case, AS_OF), status(rule, case, AS_OF)), sample[i]
