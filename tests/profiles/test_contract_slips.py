"""Slips in source contracts: each is told with its file, its line and its remedy."""

from pathlib import Path

import pytest

from pipelines.runtime.contract import read_contract
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile

CASES = """\
kind = "complaint"
title = { vi = "Đơn", en = "Complaints" }
sender = "agency"
due_day = 5
completeness = "complete"
date_formats = ["%d/%m/%Y"]
ignored = ["Ghi chú"]

[columns]
case_id = "Mã đơn"
agency = "Mã đơn vị"
instance = "Lần giải quyết"
received_at = "Ngày nhận"
result = "Kết quả"  # as decided

[values.result]
"Đúng" = "upheld"
"Sai" = "rejected"

[join.wards]
source = "wards"
on = { "Mã" = "Mã" }
columns = { field = "Lĩnh vực" }

[[events]]
event = "complaint_received"
at = "received_at"

[[events]]
event = "complaint_decision_signed"
at = "received_at"
when = { result = ["", "upheld"] }

[[corrections]]
key = "K1"
field = "result"
expect = "Sai"
value = "Đúng"
reason = { vi = "Gõ nhầm", en = "A slip" }
"""
EVENTS = """\
kind = "case_event"
case_kind = "inspection"
title = { vi = "Sự kiện", en = "Events" }
sender = "once"
completeness = "complete"

[columns]
case_id = "Mã"
event = "Sự kiện"
occurred_at = "Ngày"
"""
REPLIES = """\
kind = "reply"
title = { vi = "Phản hồi", en = "Replies" }
sender = "once"
completeness = "complete"
key = ["flag_id", "agency_id"]

[columns]
flag_id = "Mã cảnh báo"
agency = "Mã đơn vị"
replied_at = "Ngày"
accepted = "Chấp nhận"

[values.accepted]
"Có" = "yes"
"Không" = "no"
"""
FIGURES = """\
kind = "reported_figure"
title = { vi = "Số liệu", en = "Figures" }
sender = "once"
completeness = "complete"
key = ["agency_id", "period"]

[columns]
agency = "Mã đơn vị"
period = "Kỳ"
"""


def refused(tmp_path: Path, text: str) -> LawgapError:
    path = tmp_path / "don.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LawgapError) as error:
        read_contract(path)
    return error.value


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_the_contracts_that_the_slips_are_made_in_are_right(tmp_path):
    for text in (CASES, EVENTS, REPLIES, FIGURES):
        (tmp_path / "don.toml").write_text(text, encoding="utf-8")
        assert read_contract(tmp_path / "don.toml").source_id == "don"


# (contract, what stands there, the slip, words on the line where it is found, words of the message, words of the remedy)
SLIPS = {
    "unknown key": (CASES, "due_day = 5", "due_dya = 5", "due_dya", "due_dya: unknown key", "did you mean 'due_day'?"),
    "unknown key of an event": (
        CASES, "at = \"received_at\"\nwhen = ", "at = \"received_at\"\nwhn = ", "whn", "events (entry 2).whn: unknown key", "'when'",
    ),
    "unknown key of a look-up": (CASES, "columns = {", "colums = {", "colums", "join.wards.colums", "did you mean 'columns'?"),
    "unknown key of a correction": (
        CASES, 'reason = { vi = "Gõ nhầm", en', 'reason = { vi = "Gõ nhầm", eng', "reason",
        "corrections (entry 1).reason.eng", "did you mean 'en'?",
    ),
    "key below a table": (
        CASES, 'result = "Kết quả"', 'ignored = ["Khác"]', 'ignored = ["Khác"]', "columns.ignored", "above the first [table]",
    ),
    "key that the file's name says": (CASES, "due_day = 5", 'source_id = "x"', "source_id", "source_id: unknown key", "remove it"),
    "missing key": (CASES, 'sender = "agency"\n', "", "kind =", "sender: this key is missing", "add sender"),
    "unknown sender": (CASES, '"agency"\n', '"agence"\n', "sender", "sender: 'agence'", "did you mean 'agency'?"),
    "due day": (CASES, "due_day = 5", "due_day = 31", "due_day", "due_day", "1 to 28"),
    "unknown kind": (CASES, 'kind = "complaint"', 'kind = "complant"', "kind", "no kind 'complant'", "did you mean 'complaint'?"),
    "case kind of a case": (CASES, "due_day = 5", 'case_kind = "inspection"', "case_kind", "only a file of events", "remove it"),
    "unknown case kind": (EVENTS, '"inspection"', '"inspektion"', "case_kind", "no case kind 'inspektion'", "did you mean 'inspection'?"),
    "no case kind": (EVENTS, 'case_kind = "inspection"\n', "", "kind =", "said once", "either case_kind"),
    "two case kinds": (
        EVENTS, 'case_id = "Mã"', 'case_id = "Mã"\ncase_kind = "Loại"', 'case_kind = "inspection"', "said once", "either case_kind",
    ),
    "case kind among values": (
        EVENTS, 'case_kind = "inspection"\n', "", '"Đơn" = ', "values.case_kind.Đơn: no case kind 'complain'", "did you mean 'complaint'?",
    ),
    "field of a link": (
        EVENTS, 'case_id = "Mã"\nevent', 'event', 'field = "link_ky"',
        "link.field: inspection has no field 'link_ky'", "did you mean 'link_key'?",
    ),
    "events of events": (
        EVENTS, 'occurred_at = "Ngày"', 'occurred_at = "Ngày"\n[[events]]\nevent = "x"\nat = "occurred_at"', "[[events]]",
        "entry 1", "remove",
    ),
    "field of a column": (
        CASES, 'result = "Kết quả"', 'resutl = "Kết quả"', "resutl", "columns.resutl: complaint has no field", "did you mean 'result'?",
    ),
    "the register's id as a column": (CASES, 'agency = "Mã', 'agency_id = "Mã', "agency_id", "columns.agency_id", "did you mean 'agency'?"),
    "yes or no without its words": (
        REPLIES, '[values.accepted]\n"Có" = "yes"\n"Không" = "no"\n', "", "accepted =", "'accepted' is either 'yes' or 'no'", '"Có" = "yes"',
    ),
    "yes or no in other words": (
        REPLIES, '"Không" = "no"', '"Không" = "false"', "[values.accepted]", "'accepted' is either 'yes' or 'no'", '"Không" = "no"',
    ),
    "derived column": (FIGURES, 'period = "Kỳ"', 'period_start = "Kỳ"', "period_start", "makes it from 'period'", "map 'period'"),
    "derived values": (
        FIGURES, 'period = "Kỳ"', 'period = "Kỳ"\n[values.period_start]\n"a" = "b"', "[values.period_start]",
        "makes it from", "map 'period'",
    ),
    "field of a look-up": (CASES, "{ field =", "{ fiel =", "columns = {", "join.wards.columns.fiel", "did you mean 'field'?"),
    "field of values": (
        CASES, "[values.result]", "[values.reslt]", "[values.reslt]", "values.reslt: complaint has no", "did you mean 'result'?",
    ),
    "values without a column": (
        CASES, "[values.result]", "[values.status]", "[values.status]", "no column fills 'status'", "add status under [columns]",
    ),
    "field of a key": (FIGURES, '"period"]', '"perod"]', "key =", "key: reported_figure has no field 'perod'", "did you mean 'period'?"),
    "key that nothing fills": (
        FIGURES, '"period"]', '"standard_id"]', "key =", "no column fills 'standard_id'", "add standard_id under [columns]",
    ),
    "field of an event": (
        CASES, 'signed"\nat = "received_at"', 'signed"\nat = "recieved_at"', "recieved_at",
        "events (entry 2).at", "did you mean 'received_at'?",
    ),
    "event at a text": (
        CASES, 'received"\nat = "received_at"', 'received"\nat = "result"', 'at = "result"',
        "events (entry 1).at: 'result' is not a moment", "received_at",
    ),
    "event that never happens": (
        CASES, 'received"\nat = "received_at"', 'received"\nat = "decided_at"', 'at = "decided_at"', "never happens", "add decided_at",
    ),
    "field of a condition": (CASES, "when = { result", "when = { resul", "when =", "events (entry 2).when.resul", "did you mean 'result'?"),
    "value that nothing yields": (
        CASES, '["", "upheld"]', '["", "upheldd"]', "when =", "[values.result] yields 'upheldd'", "did you mean 'upheld'?",
    ),
    "field of a correction": (
        CASES, 'field = "result"', 'field = "resalt"', 'field = "resalt"', "corrections (entry 1).field", "did you mean 'result'?",
    ),
    "read and not read": (CASES, '["Ghi chú"]', '["kết quả"]', "ignored", "'Kết quả' is mapped to 'result' too", "remove it"),
    "date format": (CASES, "%d/%m/%Y", "dd/mm/yyyy", "date_formats", "does not read day, month and year", "%d/%m/%Y"),
    "unknown directive": (CASES, "%d/%m/%Y", "%d/%m/%Y %Q", "date_formats", "date_formats", "for example"),
    "date without a day": (CASES, "%d/%m/%Y", "%m/%Y", "date_formats", "does not read day", "%d/%m/%Y"),
    "year of two digits": (CASES, "%d/%m/%Y", "%d/%m/%y", "date_formats", "two digits", "use %Y"),
    "no case number": (CASES, 'case_id = "Mã đơn"\n', "", "[columns]", "complaint needs case_id", "key ="),
    "no agency": (CASES, 'agency = "Mã đơn vị"\n', "", "[columns]", "complaint needs agency", "add agency"),
    "no event": (EVENTS, 'event = "Sự kiện"\n', "", "[columns]", "case_event needs event", "add event"),
    "no first date": (EVENTS, 'occurred_at = "Ngày"\n', "", "[columns]", "case_event needs occurred_at", "add occurred_at"),
    "no origin of the first date": (
        FIGURES, 'period = "Kỳ"\n', 'standard_id = "Mã"\n', "[columns]", "reported_figure needs period", "add period",
    ),
}  # fmt: skip
# what the slip needs beside it to be the only one
BESIDE = {
    "case kind among values": lambda text: text + 'case_kind = "Loại"\n\n[values.case_kind]\n"Đơn" = "complain"\n',
    "field of a link": lambda text: text + '\n[link]\nfield = "link_ky"\ncolumn = "Giấy phép"\n',
    "no origin of the first date": lambda text: text.replace('"agency_id", "period"', '"agency_id", "standard_id"'),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_its_line_and_its_remedy(slip, tmp_path):
    contract, old, new, place, message, remedy = SLIPS[slip]
    text = BESIDE.get(slip, lambda same: same)(changed(contract, old, new))
    line = next(number for number, row in enumerate(text.splitlines(), 1) if place in row)
    error = refused(tmp_path, text)
    # a key that is not there at all has no line of its own
    expected = 1 if slip in ("missing key", "no case kind") else line
    assert error.where == f"{tmp_path / 'don.toml'}, line {expected}"
    assert message in error.what
    assert remedy in error.do


def test_text_that_is_not_toml_is_told_with_its_line(tmp_path):
    error = refused(tmp_path, 'kind = "complaint"\ntitle = \n')
    assert "line 2" in error.what and error.where.endswith("don.toml")


def test_lines_hold_where_keys_are_quoted_and_lists_run_over_lines(tmp_path):
    text = changed(CASES, 'ignored = ["Ghi chú"]', 'ignored = [\n    "at = giờ",\n    "Ghi chú", # [columns]\n]')
    text = changed(text, "[join.wards]", '[join."wards 2026"]  # of 2026')
    text = changed(text, "columns = {", '"columnz" = {')
    error = refused(tmp_path, text)
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "columnz" in row)
    assert error.where.endswith(f"line {line}")
    assert "join.wards 2026" in error.what


@pytest.fixture
def city(tmp_path) -> Path:
    """A profile of its own, with one look-up."""
    (tmp_path / "sources").mkdir()
    card = 'name = "x"\ntitle = { vi = "X", en = "X" }\ncity = { vi = "X", en = "X" }\ntime_zone = "UTC"\ncity_agency = "01"\n'
    (tmp_path / "profile.toml").write_text(card, encoding="utf-8")
    lookup = 'kind = "lookup"\ntitle = { vi = "Tra", en = "Look-up" }\nsender = "once"\ncompleteness = "complete"\n'
    (tmp_path / "sources" / "wards.toml").write_text(lookup, encoding="utf-8")
    return tmp_path


def test_a_look_up_that_is_a_source_is_found(city):
    (city / "sources" / "don.toml").write_text(CASES, encoding="utf-8")
    assert set(load_profile(city).contracts) == {"don", "wards"}


@pytest.mark.parametrize(("name", "remedy"), [("wads", "did you mean 'wards'?"), ("don", "don.toml"), ("elsewhere", "elsewhere.toml")])
def test_a_look_up_that_is_no_source_is_told(city, name, remedy):
    text = changed(CASES, 'source = "wards"', f'source = "{name}"')
    (city / "sources" / "don.toml").write_text(text, encoding="utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), 1) if row.startswith("source ="))
    with pytest.raises(LawgapError) as error:
        _ = load_profile(city).contracts
    assert error.value.where == f"{city.resolve() / 'sources' / 'don.toml'}, line {line}"
    assert f"join.wards.source: no source {name!r} of kind lookup" in error.value.what
    assert remedy in error.value.do
