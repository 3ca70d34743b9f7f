"""What METHOD § 9 asks of the marks, and the tables people read: on the terminal, and in docs/generated/accuracy.md."""

import datetime as dt
from dataclasses import dataclass
from statistics import median

from rich.table import Table

from pipelines.bench.marks import Marks
from pipelines.bench.rivals import RIVALS
from pipelines.bench.truth import EXACT, KINDS, LEADS, PROBABILISTIC

CELLS = 3000
HEADINGS = (
    "loại · kind", "đúng · true", "kéo theo · entailed", "sai · false", "độ chuẩn · precision", "phải thấy · serious",
    "thấy · found", "độ phủ · recall", "tháng chờ · delay, months", "sai mỗi thế giới yên · false per quiet world",
)  # fmt: skip
RIVAL_HEADINGS = (
    "cách làm · method",
    "đúng · true",
    "sai · false",
    "độ chuẩn · precision",
    "độ phủ · recall",
    "sai mỗi 3.000 ô yên · false per 3,000 quiet cells",
)


@dataclass(frozen=True)
class Target:
    """`value` is None where the worlds say nothing of it; then nothing is missed."""

    name: str
    value: float | None
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool | None:
        if self.value is None:
            return None
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    @property
    def wanted(self) -> str:
        return " … ".join(f"{sign} {bound:g}" for sign, bound in (("≥", self.least), ("≤", self.most)) if bound is not None)


def targets(marks: Marks) -> list[Target]:
    """Every target of METHOD § 9, in its order."""
    others = [kind for kind in PROBABILISTIC if kind != "unmet"]
    quiet = sum(marks.by_kind[kind, "quiet"] for kind in PROBABILISTIC)
    found = [
        Target("unmet: độ chuẩn · precision", precision(marks, "unmet"), least=0.95),
        Target("unmet: độ phủ khoảng cách nặng · recall of serious", recall(marks, "unmet"), least=0.98),
        Target("loại đếm: độ chuẩn · exact kinds: precision", precision(marks, *EXACT), least=1.0),
        Target("loại đếm: độ phủ · exact kinds: recall", recall(marks, *EXACT), least=1.0),
    ]
    for kind in others:
        found += [
            Target(f"{kind}: độ chuẩn · precision", precision(marks, kind), least=0.9),
            Target(f"{kind}: độ phủ · recall", recall(marks, kind), least=0.9),
        ]
    return [
        *found,
        Target("cảnh báo sai mỗi 3.000 ô yên · false flags per 3,000 quiet cells", _ratio(CELLS * quiet, marks.quiet_cells), most=3.0),
        Target("nguyên nhân chung hay đơn vị · common cause or agency, right", _ratio(marks.common_right, marks.common_asked), least=0.95),
        Target("khoảng 95 % chứa tỷ lệ thật · coverage of 95 % intervals", _ratio(marks.covered, marks.rates), least=0.93, most=0.97),
        Target("dấu hiệu cho kiểm toán: độ chuẩn · leads: precision", precision(marks, *LEADS), least=0.8),
    ]


def precision(marks: Marks, *kinds: str) -> float | None:
    """True among true and false; entailed findings are neither."""
    true, false = (sum(marks.by_kind[kind, what] for kind in kinds) for what in ("true", "false"))
    return _ratio(true, true + false)


def recall(marks: Marks, *kinds: str) -> float | None:
    seen, serious = (sum(marks.by_kind[kind, what] for kind in kinds) for what in ("recalled", "serious"))
    return _ratio(seen, serious)


def kinds_table(marks: Marks) -> list[list[str]]:
    """One row a kind that was planted or flagged, as HEADINGS."""
    rows = []
    for kind in KINDS:
        count = {what: marks.by_kind[kind, what] for what in ("true", "entailed", "false", "serious", "recalled", "quiet")}
        if any(count.values()):
            waited = marks.delays.get(kind)
            rows.append([
                kind, str(count["true"]), str(count["entailed"]), str(count["false"]), _shown(precision(marks, kind)), str(count["serious"]),
                str(count["recalled"]), _shown(recall(marks, kind)), f"{median(waited):g}" if waited else "–",
                _shown(_ratio(count["quiet"], marks.quiet_worlds)) if kind in PROBABILISTIC else "–",
            ])  # fmt: skip
    return rows


def rivals_table(marks: Marks) -> list[list[str]]:
    """The kind `unmet` of lawgap beside each rival, as RIVAL_HEADINGS."""
    own = {what: marks.by_kind["unmet", what] for what in ("true", "false", "serious", "recalled", "quiet")}
    rows = {"lawgap": own} | {
        rival: {what: marks.rivals[rival, what] for what in ("true", "false", "serious", "recalled", "quiet")} for rival in RIVALS
    }
    return [
        [
            name, str(c["true"]), str(c["false"]), _shown(_ratio(c["true"], c["true"] + c["false"])),
            _shown(_ratio(c["recalled"], c["serious"])), _shown(_ratio(CELLS * c["quiet"], marks.quiet_cells)),
        ]
        for name, c in rows.items()
    ]  # fmt: skip


def targets_table(marks: Marks) -> list[list[str]]:
    said = {None: "không có dữ liệu · no data", True: "đạt · met", False: "KHÔNG ĐẠT · MISSED"}
    return [[target.name, target.wanted, _shown(target.value), said[target.met]] for target in targets(marks)]


def measured(marks: Marks, on: dt.date) -> list[dict[str, str]]:
    """The targets as rows of the table `accuracy` of every edition to come."""
    rows = []
    for target in targets(marks):
        vi, _, en = target.name.partition(" · ")
        kind, colon, _ = vi.partition(": ")
        rows.append({
            "measure_vi": vi, "measure_en": f"{kind}: {en}" if colon and kind in KINDS else en, "wanted": target.wanted,
            "measured": "" if target.value is None else f"{target.value:.3f}", "met": "" if target.met is None else str(target.met).lower(),
            "measured_on": on.isoformat(),
        })  # fmt: skip
    return rows


TARGET_HEADINGS = ("mục tiêu · target", "phải · wanted", "đo được · measured", "kết quả · result")


def printed(title: str, headings: tuple[str, ...], rows: list[list[str]]) -> Table:
    table = Table(title=title)
    for number, heading in enumerate(headings):
        table.add_column(heading.replace(" · ", "\n"), justify="left" if number == 0 else "right", no_wrap=number == 0)
    for row in rows:
        table.add_row(*row)
    return table


def markdown(marks: Marks, seeds: str) -> str:
    """The page of the measurement on our own worlds."""
    parts = [
        "# Độ đúng đo trên các thành phố mô phỏng — accuracy on simulated cities",
        "Ghi bởi `lawgap bench accuracy`; không sửa tay. Mọi con số là của thành phố mô phỏng có sự thật biết trước, "
        "không phải của cơ quan nào. — Written by `lawgap bench accuracy`; do not edit. Every number is of simulated cities whose "
        "truth is known, of no real agency.",
        f"{marks.worlds} thế giới, trong đó {marks.quiet_worlds} yên (không cài gì); {marks.quiet_cells:,} ô yên, {marks.rates:,} ô biết tỷ lệ thật. "
        f"— {marks.worlds} worlds, {marks.quiet_worlds} of them quiet; {marks.quiet_cells:,} quiet cells, {marks.rates:,} cells with a known rate. "
        f"Seeds: {seeds}.",
        "## Mục tiêu — targets", grid(TARGET_HEADINGS, targets_table(marks)),
        "## Theo loại cảnh báo — by kind", grid(HEADINGS, kinds_table(marks)),
        "“Kéo theo”: không được cài, nhưng là cùng những nghĩa vụ ấy của cùng đơn vị nhìn qua quy định khác; không tính đúng, không tính sai. "
        "— “Entailed”: not planted itself, but the same duties of the same agency seen by another rule; neither right nor wrong.",
        "## So với cách làm khác — rivals on the same worlds (kind `unmet`)", grid(RIVAL_HEADINGS, rivals_table(marks)),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def grid(headings: tuple[str, ...], rows: list[list[str]]) -> str:
    """A table as Markdown."""
    return "\n".join("| " + " | ".join(row) + " |" for row in [list(headings), ["---"] * len(headings), *rows])


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
