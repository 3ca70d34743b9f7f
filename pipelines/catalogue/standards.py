"""The catalogue of standards: one entry a rule, everything a legal officer or an official needs to check it."""

from collections.abc import Iterator
from decimal import Decimal

from pipelines.catalogue.carriers import where
from pipelines.catalogue.markdown import document, items, table
from pipelines.catalogue.rules import in_a_sentence, limit
from pipelines.catalogue.words import COMPUTED_BY, MEASURE, OWED_BY, STATUS, Words
from pipelines.confirm import asked_about
from pipelines.runtime.legal import Standard
from pipelines.runtime.profile import Profile


def family_of(standard: Standard, profile: Profile) -> list[Standard]:
    """The base rule and its variants, the base first, then those with more conditions; one alone is no family."""
    base = standard.variant_of or standard.standard_id
    members = [s for s in profile.standards if base in (s.standard_id, s.variant_of)]
    members.sort(key=lambda s: (s.standard_id != base, len((s.condition or "").split("&")), s.standard_id))
    return members if len(members) > 1 else []


def versions_of(standard: Standard, profile: Profile) -> list[Standard]:
    """Rules on the same two facts under the same conditions that held, or will hold, at another time."""
    same = [
        s for s in profile.standards
        if (s.case_kind, s.start_event, s.end_event, s.condition) == (standard.case_kind, standard.start_event, standard.end_event, standard.condition)
        and s.computed_by not in ("register", "register_by_document", "figure") and "procedure" not in (s.condition or "") and s.tier == standard.tier
        and not _together(s, standard)
    ]  # fmt: skip
    return sorted(same, key=lambda s: str(s.effective_from or ""))


def _together(one: Standard, other: Standard) -> bool:
    first = max(str(one.effective_from or ""), str(other.effective_from or ""))
    return first <= min(str(one.effective_to or "9999"), str(other.effective_to or "9999"))


def facts(standard: Standard, words: Words) -> list[tuple[str, str]]:
    """Everything about one rule as (what, text), in the order people ask."""
    profile, say = words.profile, words.say
    due = where(profile, standard, standard.due_event or "", words)
    reason = (standard.not_measured_reason_vi if words.vi else standard.not_measured_reason_en) or ""
    measure = MEASURE[words.language][standard.measure] + (f": {reason}" if reason else "")
    asked = " / ".join(vi if words.vi else en for vi, en in asked_about(profile, standard)[:1])
    return [
        (say("Nghĩa vụ", "Duty"), in_a_sentence(standard, words)),
        (say("Căn cứ", "Legal basis"), standard.legal_basis),
        (say("Tình trạng căn cứ", "Status"), f"**{words.status(standard)}**"),
        (say("Đọc ở đâu", "Read where"), standard.evidence or ""),
        (say("Thời hạn hoặc mức", "Limit"), limit(standard, words)),
        (say("Mức đòi hỏi", "Required"), words.required(standard)),
        (say("Áp dụng khi", "Applies where"), "; ".join(words.conditions(standard))),
        (say("Biến thể của", "Variant of"), f"`{standard.variant_of}`" if standard.variant_of else ""),
        (say("Gia hạn", "Extension"), words.extension(standard)),
        (say("Tạm dừng", "Pauses"), _pauses(standard, words)),
        (say("Hiệu lực", "In force"), words.in_force(standard)),
        (say("Ai có nghĩa vụ", "Owed by"), f"{OWED_BY[words.language][standard.owed_by]} ({words.tiers(standard)})"),
        (say("Chủ trì quy định", "Led by"), words.agency(standard.led_by)),
        (say("Bắt đầu", "Starts"), f"{words.event(standard.start_event)} — {where(profile, standard, standard.start_event, words)}"),
        (say("Kết thúc", "Ends"), f"{words.event(standard.end_event)} — {where(profile, standard, standard.end_event, words)}"),
        (say("Ngày đến hạn", "Due day"), f"{words.event(standard.due_event or '')} — {due}" if due else ""),
        (say("Cách tính", "Computed"), COMPUTED_BY[words.language][standard.computed_by]),
        (say("Đánh giá", "Judged"), measure),
        (say("Câu hỏi còn mở", "Open question"), asked),
        (say("Ghi chú", "Note"), standard.note or ""),
    ]  # fmt: skip


def _pauses(standard: Standard, words: Words) -> str:
    if standard.computed_by != "clock" or standard.direction == "min" or standard.due_event:
        return ""
    text = words.say(
        "thời gian chờ bổ sung và tạm dừng có căn cứ không tính, nếu mở trước khi hết hạn",
        "time waiting for a supplement, and pauses with a ground, do not count if opened before the due date",
    )
    if standard.pause_from:
        text += words.say(f"; chỉ từ {standard.pause_from:%d/%m/%Y}", f"; only from {standard.pause_from:%d/%m/%Y}")
    return text


def standards_page(group: int, words: Words) -> str:
    """All rules of one plan group."""
    standards = [s for s in words.profile.standards if s.plan_group == group]
    title = words.say(f"# Nhóm {group}: các chuẩn mực", f"# Group {group}: standards")
    lines = [title, "", _counted(standards, words), ""]
    lines += table(
        [words.say("Mã", "Id"), words.say("Tên", "Name"), words.say("Thời hạn, mức", "Limit"), words.say("Căn cứ", "Basis"), words.say("Đánh giá", "Judged")],
        [[f"[`{s.standard_id}`](#{s.standard_id})", words.name(s), limit(s, words), STATUS[words.language][s.status], MEASURE[words.language][s.measure]]
         for s in standards],
    )  # fmt: skip
    for standard in standards:
        lines += ["", f'<a id="{standard.standard_id}"></a>', "", f"## {words.name(standard)}", "", f"`{standard.standard_id}`", ""]
        lines += items(facts(standard, words))
    return document(lines)


def _counted(standards: list[Standard], words: Words) -> str:
    """How many rules there are, how many are measured, and how many nobody has confirmed: said before anything else."""
    scored, indicative, silent = (sum(s.measure == m for s in standards) for m in ("scored", "indicative", "not_measured"))
    confirmed = sum(s.status == "confirmed" for s in standards)
    return words.say(
        f"{len(standards)} chuẩn mực: {scored} có chấm điểm, {indicative} chỉ tham khảo, {silent} không đo. "
        f"Cán bộ pháp chế đã xác nhận {confirmed}; {len(standards) - confirmed} còn cần xác nhận.",
        f"{len(standards)} standards: {scored} scored, {indicative} indicative, {silent} not measured. "
        f"{confirmed} confirmed by a legal officer; {len(standards) - confirmed} to confirm.",
    )


def procedures_page(words: Words) -> str:
    """Administrative procedures, the rule each follows, and the shorter limits that the city has set."""
    profile, say = words.profile, words.say
    standards = {s.standard_id: s for s in profile.standards}
    lines = [say("# Thủ tục hành chính và thời hạn rút ngắn", "# Procedures and shortened limits"), ""]
    rows = []
    for p in profile.procedures:
        rule = standards[p.standard_id]
        own = words.amount(p.limit_value, p.unit) if p.limit_value is not None else limit(rule, words)
        last = f"{p.effective_to:%d/%m/%Y}" if p.effective_to else ""
        status = STATUS[words.language].get(p.status, p.status)
        rows.append([f"`{p.procedure_code}`", p.name_vi if words.vi else p.name_en, p.sector or "", own, f"`{p.standard_id}`",
                     f"{p.effective_from:%d/%m/%Y} – {last}", status])  # fmt: skip
    lines += table(
        [say("Mã TTHC", "Code"), say("Tên", "Name"), say("Lĩnh vực", "Sector"), say("Thời hạn", "Limit"), say("Chuẩn mực", "Standard"),
         say("Hiệu lực", "In force"), say("Tình trạng", "Status")], rows,
    )  # fmt: skip
    lines += ["", say("## Thời hạn thành phố rút ngắn", "## Limits the city has shortened"), ""]
    shorter = [
        [f"`{o.procedure_code}`", words.amount(Decimal(o.limit_value), o.unit), f"{o.effective_from:%d/%m/%Y} – {o.effective_to or ''}", o.document]
        for o in profile.overrides
    ]  # fmt: skip
    lines += table(
        [say("Mã TTHC", "Code"), say("Thời hạn", "Limit"), say("Hiệu lực", "In force"), say("Văn bản", "Document")], shorter
    ) or [
        say(
            "Chưa có: overrides.csv trống. Thành phố chỉ được rút ngắn, không được kéo dài thời hạn; dòng dài hơn luật bị từ chối khi đọc.",
            "None yet: overrides.csv is empty. The city may shorten a limit, never lengthen it; a longer one is refused when read.",
        )
    ]
    return document(lines)


def pages(words: Words) -> Iterator[tuple[str, str]]:
    """(file name, text) of every page about standards."""
    for group in sorted({s.plan_group for s in words.profile.standards}):
        yield f"standards-{group}.md", standards_page(group, words)
    yield "procedures.md", procedures_page(words)
