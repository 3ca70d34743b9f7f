"""What the workbook is called in which a file's refused rows go back."""

import re
import unicodedata
from hashlib import sha256
from pathlib import Path

LONGEST_NAME = 180


def rejects_path(home_rejects: Path, source_id: str, name: str) -> Path:
    """rejects/<source>/<file name without folder>.rejects.xlsx, whatever the sender called the file."""
    return home_rejects / _safe(source_id) / f"{_safe(name)}.rejects.xlsx"


def _safe(name: str) -> str:
    """A name that stays inside its folder on every system; a long one is cut and told apart by a hash."""
    base = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    base = re.sub(r'[\x00-\x1f\x7f<>:"|?*]', "_", base).strip(" .") or "tep"
    if len(base.encode()) <= LONGEST_NAME:
        return base
    return f"{base.encode()[: LONGEST_NAME - 9].decode(errors='ignore')}~{sha256(base.encode()).hexdigest()[:8]}"
