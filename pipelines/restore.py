"""`lawgap restore`: what `lawgap backup` wrote, put into a home that has nothing of its profile yet.

Everything is unpacked and compared beside the home's place, then renamed into it: a restore that was interrupted or refused
leaves the home as it was.
"""

import json
import re
import shutil
import tarfile
from pathlib import Path

from rich.console import Console

from pipelines.backup import CARD, FORMAT, HASHES, compare, content_of, digest, packing_of, reading
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError

RESTORING = ".restoring"
PROFILE = re.compile(r"\A[\w][\w.-]*\Z")


def restore(file: Path, root: Path, out: Console) -> settings.Home:
    """Restore into `root`/<profile>; that home. Raises LawgapError and changes nothing if a byte is not as it was written."""
    packing = packing_of(file)
    if not file.is_file():
        raise LawgapError("no such backup", str(file), "name a file that `lawgap backup` wrote")
    beside = root / RESTORING
    # what a killed restore left
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir(parents=True)
        card = _unpack(file, packing, beside, root)
        home = settings.Home(root, card["profile"])
        if home.folder.exists():
            # empty, as was seen before anything was unpacked
            home.folder.rmdir()
        (beside / card["profile"]).rename(home.folder)
    except OSError as error:
        raise LawgapError(f"cannot restore: {error}", str(root), "make room on the disk, or restore into another home") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    where = f"--profile {home.profile} --home {root}"
    out.print(f"restored: profile {home.profile} as of {card['made_at']}, warehouse version {card['schema_version']}", markup=False)
    out.print(f"put the keys back into their place, then: lawgap verify {where}; lawgap run {where}", markup=False)
    print(home.folder)
    return home


def _unpack(file: Path, packing: str, beside: Path, root: Path) -> dict:
    """Unpack below `beside`, hash what has been written to the disk, compare; what the backup says of itself."""
    card: dict | None = None
    said: dict[str, str] | None = None
    found: dict[str, str] = {}
    with reading(file, packing) as archive:
        for member in archive:
            if card is None:
                card = _card(archive, member, file, root)
            elif member.name == HASHES:
                said = json.load(content_of(archive, member))
            else:
                found[member.name] = _put(archive, member, beside, card["profile"], file)
    if card is None:
        raise LawgapError("not a backup: it is empty", str(file), "name a file that `lawgap backup` wrote")
    compare(said, found, file)
    (beside / card["profile"]).mkdir(exist_ok=True)
    return card


def _card(archive: tarfile.TarFile, member: tarfile.TarInfo, file: Path, root: Path) -> dict:
    """The first member. Raises LawgapError if it is none, of a newer format, or the home of its profile is not empty."""
    card = json.load(content_of(archive, member)) if member.name == CARD else None
    if not isinstance(card, dict) or not PROFILE.match(str(card.get("profile", ""))):
        raise LawgapError("not a backup of lawgap", str(file), "name a file that `lawgap backup` wrote")
    if card.get("format") != FORMAT:
        raise LawgapError(f"the backup is of format {card.get('format')}, this lawgap reads {FORMAT}", str(file), "use a newer lawgap")
    folder = root / card["profile"]
    if folder.exists() and any(folder.iterdir()):
        raise LawgapError("the home is not empty, and a restore replaces nothing", str(folder), "move it away, or name another --home")
    return card


def _put(archive: tarfile.TarFile, member: tarfile.TarInfo, beside: Path, profile: str, file: Path) -> str:
    """Unpack one member and say what has come of it. Raises LawgapError where it would not lie inside the profile's folder."""
    try:
        # refuses absolute paths, `..`, links that lead out, devices
        safe = tarfile.data_filter(member, str(beside))
    except tarfile.FilterError as error:
        raise LawgapError(f"the backup would write outside the home: {error}", str(file), "do not trust this file") from None
    if not safe.name.startswith(f"{profile}/") or not (safe.isreg() or safe.issym()):
        raise LawgapError(f"the backup holds what no backup holds: {member.name}", str(file), "do not trust this file")
    archive.extract(safe, beside, filter="data")
    path = beside / safe.name
    if safe.issym():
        return f"-> {path.readlink().as_posix()}"
    with path.open("rb") as handle:
        return digest(handle)
