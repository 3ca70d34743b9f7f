"""What a sender is told of a file that was taken all the same."""

from assets.sources.headers import plain_header
from assets.sources.readers import Texts
from pipelines.runtime.contract import Contract

Said = tuple[tuple[str, str, str], ...]


def header_notices(contract: Contract, names: tuple[str, ...]) -> Said:
    """Columns that were expected and are not there, and columns nobody asked for: (level, vi, en)."""
    have = {plain_header(name) for name in names}
    wanted = [*contract.columns.values(), *([contract.link.column] if contract.link else [])]
    used = {plain_header(name) for name in (*wanted, *contract.ignored, *contract.never_store)}
    used |= {plain_header(name) for join in contract.join.values() for name in join.on}
    found = []
    if absent := [name for name in wanted if plain_header(name) not in have]:
        text = ", ".join(absent)
        found.append(("warning", f"thiếu cột, coi như để trống: {text}", f"column missing, taken as empty: {text}"))
    extra = [name for name in names if plain_header(name) not in used and not name.startswith("column ")]
    if extra and contract.sender != "once":
        text = ", ".join(extra[:10])
        found.append(("info", f"cột không dùng: {text}", f"column ignored: {text}"))
    return tuple(found)


def sheet_notices(texts: Texts) -> Said:
    """Sheets with content that do not carry the header: (level, vi, en)."""
    vi, en = "trang tính không có đủ cột bắt buộc, không đọc", "sheet without the required columns, not read"
    return (("warning", f"{vi}: {texts.left}", f"{en}: {texts.left}"),) if texts.left else ()
