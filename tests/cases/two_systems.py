"""A profile in which two systems carry the same cases: the usual source, and above it a register with priority."""

from pathlib import Path

from tests.conftest import ROOT

PORTAL, REGISTER = "ho_so_tthc", "ho_so_dia_phuong"
BOOK = "so_khieu_nai"
ABOVE = {REGISTER: PORTAL, BOOK: "don_khieu_nai"}
DOSSIER = {
    "Mã hồ sơ": "", "Mã TTHC": "1.001612", "Mã đơn vị": "M0001", "Thời điểm tiếp nhận": "05/01/2026 09:00", "Ngày hẹn trả": "08/01/2026",
    "Thời điểm hoàn tất": "", "Tình trạng": "Đang xử lý", "Cán bộ thụ lý": "",
}  # fmt: skip


def write_profile(folder: Path) -> Path:
    """The sample city with a second source of dossiers and one of complaints."""
    (folder / "sources").mkdir(parents=True)
    card = (ROOT / "profiles" / "sample" / "profile.toml").read_text(encoding="utf-8")
    card = card.replace('name = "sample"', 'name = "two_systems"').replace('extends = "hanoi"', 'extends = "sample"')
    (folder / "profile.toml").write_text(card, encoding="utf-8")
    for second, first in ABOVE.items():
        contract = (ROOT / "profiles" / "hanoi" / "sources" / f"{first}.toml").read_text(encoding="utf-8")
        (folder / "sources" / f"{second}.toml").write_text(f"priority = 5\n{contract}", encoding="utf-8")
    return folder
