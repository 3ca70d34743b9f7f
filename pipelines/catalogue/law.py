"""What the law leaves open: questions, notes that lay no duty, rules that seem unable to hold together, and the plan's groups."""

from collections.abc import Iterator

from assets.sources.law import contradictions
from pipelines.catalogue.markdown import document, items, table
from pipelines.catalogue.rules import limit
from pipelines.catalogue.words import STATUS, Words


def questions_page(words: Words) -> str:
    """For the legal officer: what only he or she can answer, and what waits for it."""
    profile, say = words.profile, words.say
    standards = {s.standard_id: s for s in profile.standards}
    lines = [say("# Câu hỏi cho cán bộ pháp chế", "# Open questions for the legal officer"), ""]
    lines += [
        say(
            "Trả lời xong thì sửa standards.csv nếu cần, rồi ghi: `lawgap standards confirm MÃ --by TÊN --source NGUỒN`.",
            "Once answered, correct standards.csv where needed and record it: `lawgap standards confirm ID --by NAME --source TEXT`.",
        ), "",
    ]  # fmt: skip
    rows = []
    for q in profile.open_questions:
        about = [
            f"`{name}` ({STATUS[words.language][standards[name].status]})" for name in (q.standard_ids or "").split() if name in standards
        ]
        rows.append(
            [q.id, q.question_vi if words.vi else q.question_en, ", ".join(about), (q.blocks_vi if words.vi else q.blocks_en) or ""]
        )
    lines += table([say("Số", "No"), say("Câu hỏi", "Question"), say("Chuẩn mực", "Standards"), say("Đang chờ", "Blocks")], rows)
    named = {name for q in profile.open_questions for name in (q.standard_ids or "").split()}
    own = [s for s in profile.standards if s.question and s.standard_id not in named]
    if own:
        lines += ["", say("## Câu hỏi ghi ngay tại chuẩn mực", "## Questions that stand at the standard itself"), ""]
        lines += table(
            [say("Chuẩn mực", "Standard"), say("Câu hỏi", "Question")],
            [[f"`{s.standard_id}`", (s.question if words.vi else s.question_en) or ""] for s in own],
        )
    return document(lines)


def notes_page(words: Words) -> str:
    """Rows of the legal material that lay no duty, and why not."""
    say = words.say
    lines = [say("# Nội dung pháp lý không đặt nghĩa vụ", "# Legal material that lays no duty"), ""]
    lines += table(
        [say("Mã", "Id"), say("Nội dung", "What"), say("Căn cứ", "Basis"), say("Vì sao không phải chuẩn mực", "Why it is no standard")],
        [[f"`{n.id}`", n.name_vi if words.vi else n.name_en, n.legal_basis or "", n.why_vi if words.vi else n.why_en]
         for n in words.profile.legal_notes],
    )  # fmt: skip
    return document(lines)


def contradictions_page(words: Words) -> str:
    """Possible contradictions: those a rule finds in the catalogue, and those found by reading. None is a finding about the law yet."""
    profile, say = words.profile, words.say
    standards = {s.standard_id: s for s in profile.standards}
    lines = [say("# Quy định có thể mâu thuẫn", "# Possible contradictions in the law"), ""]
    lines += [
        say(
            "Đây là việc cần hỏi, chưa phải kết luận: mỗi quy định đều ghi rõ tình trạng xác nhận.",
            "These are matters to ask about, not findings: every rule shows whether it was confirmed.",
        ), "", say("## Do máy đối chiếu", "## Found by comparison"), "",
        say(
            "Hai quy định khác nhau, cùng loại vụ việc, cùng sự kiện bắt đầu và kết thúc, cùng cấp, cùng có hiệu lực một ngày, mà thời hạn khác nhau.",
            "Two rules of different families on one kind of case, start and end, on a common tier and day, with different limits.",
        ), "",
    ]  # fmt: skip
    rows = []
    for pair in contradictions(profile):
        one, other = standards[pair["standard_id"]], standards[pair["other_standard_id"]]
        rows.append(
            [f"`{one.standard_id}`", limit(one, words), f"`{other.standard_id}`", limit(other, words), f"{pair['from_date']:%d/%m/%Y}"]
        )
    lines += table(["1", say("Thời hạn", "Limit"), "2", say("Thời hạn", "Limit"), say("Từ", "From")], rows) or [
        say("Không có cặp nào trong danh mục hiện tại.", "No such pair in the present catalogue.")
    ]
    lines += ["", say("## Do người đọc phát hiện", "## Found by reading"), ""]
    lines += table(
        [say("Số", "No"), say("Quy định", "Rules"), say("Hai thời hạn", "The two limits"), say("Cần hỏi", "To ask")],
        [[p.id, ", ".join(f"`{name}`" for name in p.standard_ids.split()), p.limits_vi if words.vi else p.limits_en,
          p.question_vi if words.vi else p.question_en] for p in profile.possible_contradictions],
    ) or [say("Chưa ghi.", "None noted.")]  # fmt: skip
    return document(lines)


def plan_page(words: Words) -> str:
    """The plan's task groups in the profile's own words, with who is proposed to lead each."""
    plan, say, language = words.profile.plan, words.say, words.language
    head = plan.get("plan", {})
    title = say(f"# Các nhóm nhiệm vụ của Kế hoạch {head.get('number', '')}", f"# Task groups of plan {head.get('number', '')}")
    lines = [title, "", say("Thực hiện: ", "Implements: ") + str(head.get("implements", ""))]
    for group in plan.get("group", []):
        standards = [s for s in words.profile.standards if s.plan_group == group["number"]]
        lines += ["", f"## {group['number']}. {group['title'][language]}", ""]
        lines += items(
            [
                (say("Đo gì", "Measured"), group["measured"][language]),
                (say("Đề xuất chủ trì", "Proposed lead"), words.agency(group["led_by"])),
                (say("Phối hợp", "With"), ", ".join(words.agency(other) for other in group["with"])),
                (say("Tình trạng phân công", "Status of the assignment"), f"**{STATUS[language].get(group['status'], group['status'])}**"
                 if group["status"] == "confirmed" else f"**{say('CẦN XÁC NHẬN', 'TO CONFIRM')}**"),
                (say("Loại vụ việc", "Case kinds"), ", ".join(words.kind(kind) for kind in group["case_kinds"])),
                (say("Loại cảnh báo", "Flags"), ", ".join(f"`{flag}`" for flag in group["flags"])),
                (say("Chuẩn mực", "Standards"), f"[{len(standards)}](standards-{group['number']}.md)" if standards else "0"),
            ]
        )  # fmt: skip
    return document(lines)


def pages(words: Words) -> Iterator[tuple[str, str]]:
    """(file name, text) of every page about the law itself."""
    yield "questions.md", questions_page(words)
    yield "notes.md", notes_page(words)
    yield "contradictions.md", contradictions_page(words)
    yield "plan.md", plan_page(words)
