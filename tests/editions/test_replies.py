"""Draft, reply, publication: what an agency says of a flag stands beside it, and who was not asked is not said to be silent."""

from html import escape

from tests.editions.conftest import SAID
from tests.editions.small_city import ask, flag


def status(edition, agency: str) -> tuple:
    columns = "reply_status, reply, cast(reply_at as text), reply_accepted, asked_in"
    (found,) = ask(edition, f"select {columns} from flag where flag_id = ?", flag(agency))
    return found


def page(edition, agency: str, language: str = "", folder: str = "flags") -> str:
    name = f"{flag(agency)}.html" if folder == "flags" else f"{agency}.html"
    return (edition / "site" / language / folder / name).read_text(encoding="utf-8")


def test_a_draft_asks(chain):
    assert ask(chain["draft"], "select distinct reply_status, asked_in, reply from flag where audience = 'published'") == [
        ("asking", "2026-10-31.1", None)
    ]
    assert "Đang lấy ý kiến đơn vị." in page(chain["draft"], "M0003")
    assert "The agency is being asked." in page(chain["draft"], "M0003", "en")


def test_the_reply_stands_beside_the_published_flag_with_its_day_and_whether_it_accepts(chain):
    assert status(chain["published"], "M0003") == ("answered", SAID, "2026-11-05", False, "2026-10-31.1")
    assert status(chain["published"], "M0007") == ("answered", "đã chấn chỉnh", "2026-11-05", True, "2026-10-31.1")
    said = f"Ý kiến đơn vị ngày 05/11/2026, không đồng ý với cảnh báo: “{escape(SAID)}”"
    for folder in ("flags", "agencies"):
        assert said in page(chain["published"], "M0003", folder=folder)
        assert SAID not in page(chain["published"], "M0003", folder=folder)
    assert "The agency on 5 Nov 2026, not accepting the flag" in page(chain["published"], "M0003", "en")


def test_who_did_not_answer_and_who_was_never_asked_are_told_apart(chain):
    assert status(chain["published"], "M0001")[0] == "unanswered" and "Đơn vị chưa phản hồi." in page(chain["published"], "M0001")
    assert status(chain["published"], "M0005") == ("not_asked", None, None, None, None)
    assert "Chưa lấy ý kiến đơn vị." in page(chain["published"], "M0005")
    assert "The agency has not been asked." in page(chain["published"], "M0005", "en", "agencies")


def test_no_agency_answers_for_another(chain):
    assert status(chain["published"], "M0004")[:2] == ("unanswered", None)
    assert "việc khác" not in page(chain["published"], "M0004")


def test_a_reply_goes_on_with_the_flag(chain):
    assert status(chain["november"], "M0003")[:2] == ("answered", SAID)
    assert status(chain["november"], "M0001")[0] == "unanswered"
