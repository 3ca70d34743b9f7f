"""Dossiers as lines of the city's monthly files: a line when one is received, and again in each month in which it changes."""

from collections.abc import Iterator

import numpy as np

from pipelines.simulator.worlds import calendar
from pipelines.simulator.worlds.dossiers import Batch, Ints

CHANNELS, COMPANIES = ("Trực tuyến", "Trực tiếp", "Bưu chính"), ("Doanh nghiệp tư nhân", "Doanh nghiệp FDI", "Doanh nghiệp nhà nước")
FEES = ("proc_certification_copy", "proc_certification_contract", "proc_enterprise", "proc_construction_permit_v2")
OPEN = "Đang xử lý"
Line = list[str]


def _texts(day: Ints, minute: Ints | None = None) -> list[str]:
    """Dates, or dates and times; positions in the working days below 0 are empty."""
    dates, clock = calendar.texts()
    places = calendar.work()[day] - calendar.ZERO
    if minute is None:
        return [dates[i] if known else "" for i, known in zip(places.tolist(), (day >= 0).tolist(), strict=True)]
    return [f"{dates[i]} {clock[m]}" for i, m in zip(places.tolist(), minute.tolist(), strict=True)]


def _months(day: Ints) -> Ints:
    return calendar.months_by_ordinal()[calendar.work()[day] - calendar.ZERO]


def dossier_lines(batch: Batch) -> Iterator[tuple[int, Line]]:
    """(month, line) of ho_so_tthc, columns as in formats.SHEETS."""
    code, office = batch.procedure.code, batch.office.code
    collected = batch.finish + np.floor(batch.u["collected"] * 4).astype(int)
    # a company's kind of owner and a counter's channel follow from the same draws that decided their side
    channel = np.where(batch.online, 0, np.where(batch.u["channel"] < 0.96, 1, 2))
    company = np.where(batch.company, (batch.u["person"] * 30).astype(int) % 10, -1)
    person = np.where(batch.burst, 1, 1 + (batch.u["person"] * 6).astype(int))
    fee = batch.procedure.standard in FEES
    columns = (
        batch.names, channel.tolist(), company.tolist(), batch.token.tolist(), _texts(batch.submitted, batch.minute), _texts(batch.start, batch.minute),
        _texts(batch.promised), _texts(batch.finish, batch.finish_minute), _texts(collected, batch.finish_minute), batch.status.tolist(),
        person.tolist(), (batch.u["paid"] < 0.6).tolist(), _months(batch.start).tolist(), _months(batch.finish).tolist(), _months(collected).tolist(),
    )  # fmt: skip
    for name, how, owner, token, filed, taken, slip, ready, fetched, status, clerk, paid, began, ended, left in zip(*columns, strict=True):
        who = "Cá nhân" if owner < 0 else COMPANIES[0 if owner < 7 else owner - 7]
        head = [name, code, office, CHANNELS[how], who, f"SIM{token:07d}", filed, taken, slip]
        tail = [f"Cán bộ {clerk:02d}", "Bộ phận một cửa", "Có", "Có" if fee else "Không", "Có" if fee and paid else "Không"]
        result = status == "Đã có kết quả"
        if ended > began:
            yield began, [*head, "", "", OPEN, *tail]
        yield ended, [*head, ready, fetched if result and left == ended else "", status, *tail]
        if result and left > ended:
            yield left, [*head, ready, fetched, status, *tail]


def event_lines(batch: Batch) -> Iterator[tuple[int, Line]]:
    """(month, line) of su_kien_ho_so: papers asked for and brought, and apologies."""
    for i in np.flatnonzero(batch.asked >= 0):
        # in the morning, after what came in the day before and before what is finished that day
        asked_at = max(490, int(batch.minute[i]) + 2) if batch.asked[i] == batch.start[i] else 490
        yield _event(batch, i, "Yêu cầu bổ sung", batch.asked[i], asked_at, "Phiếu yêu cầu bổ sung")
        yield _event(batch, i, "Nhận bổ sung", batch.answered[i], 492, "")
    for i in np.flatnonzero(batch.apologised):
        new = _texts(np.array([batch.promised[i] + 5]))[0]
        yield _event(
            batch, i, "Xin lỗi", max(batch.promised[i] - 1, batch.start[i]), 1010, "Phiếu xin lỗi và hẹn lại ngày trả kết quả", new
        )


def _event(batch: Batch, i: int, name: str, day: int, minute: int, ground: str, new: str = "") -> tuple[int, Line]:
    moment = _texts(np.array([day]), np.array([minute]))[0]
    return int(_months(np.array([day]))[0]), [batch.names[i], name, moment, moment, ground, new, ""]


def spoiled(way: int, line: Line, agency: int, begins: int) -> Line:
    """A copy of a line as no file should hold it: no number, an unknown agency, a day that does not exist or is yet to come."""
    broken = list(line)
    broken[0] = f"LOI-{line[0]}" if way else ""
    text = line[begins]
    if way == 1:
        broken[agency] = "M9999"
    elif way == 2:
        broken[begins] = f"31/02{text[5:]}"
    elif way == 3:
        broken[begins] = f"{text[:6]}2062{text[10:]}"
    return broken
