"""`lawgap standards`: a legal officer's word on a standard, kept with name, day and source; and what is still to be asked."""

import csv
import datetime as dt
import re
from pathlib import Path

from rich.console import Console

from pipelines.catalogue.words import close_names
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.legal import Confirmation, Question, Standard
from pipelines.runtime.profile import Profile

FILE = "confirmations.csv"
COLUMNS = ("standard_id", "status", "by", "on", "source")
# an instrument alone is no rule: Điều 27, Article 27, Art. 27, § 2-32, Section 12
ARTICLE = re.compile(r"(Điều|Khoản|Article|Art\.?|Section|§)\s*[0-9]")

FORMULA = "=+-@"


def confirm(profile: Profile, standard_id: str, by: str, source: str, out: Console, on: dt.date | None = None) -> Confirmation:
    """Append a confirmation to the profile's confirmations.csv. Raises LawgapError where it would say nothing that can be checked.

    An open question is printed and does not stop it: the officer may know the answer, and the record says who answered for it.
    """
    standard = _find(profile, standard_id)
    by, source = " ".join(by.split()), " ".join(source.split())
    if not by:
        raise LawgapError("a confirmation needs a name", "--by", "name the legal officer who confirms it")
    if not source:
        raise LawgapError("a confirmation needs a source", "--source", "name what was read: instrument, article, and where the text stands")
    for option, text in (("--by", by), ("--source", source)):
        if text[0] in FORMULA:
            raise LawgapError(
                f"{text!r} would run as a formula where the file is opened as a spreadsheet", option, "begin with a letter or a digit"
            )
    if not ARTICLE.search(standard.legal_basis):
        raise LawgapError(
            f"{standard_id} cites no article: {standard.legal_basis!r}",
            f"{profile.find('standards.csv')}, legal_basis",
            "write the article into legal_basis first: nobody can check a rule that names an instrument alone",
        )
    row = Confirmation(standard_id=standard_id, status="confirmed", by=by, on=on or dt.date.today(), source=source)
    path = _append(profile, row)
    out.print(f"{standard.name_vi} — {standard.name_en}")
    out.print(f"đã xác nhận — confirmed: {row.by}, {row.on:%d/%m/%Y}, {row.source}", markup=False)
    out.print(f"ghi vào — written to {path}", markup=False)
    for vi, en in asked_about(profile, standard):
        out.print(f"câu hỏi còn mở, xin trả lời — still open, please answer:\n  {vi}\n  {en}", markup=False)
    return row


def questions(profile: Profile, out: Console) -> None:
    """Everything that only a legal officer can answer, with the standards that wait for it and their status now."""
    standards = {standard.standard_id: standard for standard in profile.standards}
    for question in profile.open_questions:
        out.print(f"{question.id}  {question.question_vi}\n    {question.question_en}", markup=False)
        for name in _about(question):
            if name in standards:
                out.print(f"    {name}: {standards[name].status}", markup=False)
    waiting = [standard for standard in standards.values() if standard.status != "confirmed"]
    out.print(
        f"{len(profile.open_questions)} câu hỏi; {len(waiting)} trong {len(standards)} chuẩn mực chưa được xác nhận — "
        f"{len(profile.open_questions)} questions; {len(waiting)} of {len(standards)} standards not confirmed"
    )


def asked_about(profile: Profile, standard: Standard) -> list[tuple[str, str]]:
    """Open questions about one standard, in both languages: its own, then those that name it."""
    own = [(standard.question, standard.question_en or standard.question)] if standard.question else []
    named = [(q.question_vi, q.question_en) for q in profile.open_questions if standard.standard_id in _about(q)]
    return [*own, *(pair for pair in named if pair not in own)]


def _about(question: Question) -> list[str]:
    return (question.standard_ids or "").split()


def _find(profile: Profile, standard_id: str) -> Standard:
    standards = {standard.standard_id: standard for standard in profile.standards}
    if standard_id not in standards:
        raise LawgapError(f"no standard {standard_id!r}", f"profile {profile.card.name}", close_names(standard_id, standards))
    return standards[standard_id]


def _append(profile: Profile, row: Confirmation) -> Path:
    """One more row in the profile's own file. A profile that extends another takes its rows over first: a file replaces a file."""
    path = profile.folder / FILE
    inherited = [] if path.exists() else profile.confirmations
    fresh = not path.exists() or not path.stat().st_size
    if not fresh and not path.read_bytes().endswith(b"\n"):
        with path.open("a", encoding="utf-8", newline="") as handle:
            handle.write("\n")
    with path.open("a", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        if fresh:
            writer.writeheader()
        writer.writerows([one.model_dump(mode="json") for one in (*inherited, row)])
    return path
