"""The editions as a server sees them: which there are, which file an address means, and that it is the file that was published.

The manifest is the list of what may be served: an address is looked up in it, never joined to a folder and tried.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assets.editions.errata import NAME as ERRATA
from assets.editions.errata import Erratum, read_errata
from assets.editions.manifest import NAME as MANIFEST
from assets.editions.manifest import read_manifest
from assets.editions.publish import editions, latest, order
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.settings import Home

SITE, OPEN_DATA, AUDIT = "site/", "open-data/", "audit.duckdb"
# what an address of a folder leads to
STARTS = ("index.html", "/index.html", "datapackage.json", "/datapackage.json")


@dataclass(frozen=True)
class Edition:
    """`files`: sha256 by name, of those that are served: the pages, the open data, and the evidence file that every page links."""

    folder: Path
    status: str
    as_of: str
    files: dict[str, str]

    @property
    def id(self) -> str:
        return self.folder.name

    def find(self, address: str) -> str | None:
        """The file an address means: as it stands, the start of a folder, or without `site/` before it; None if there is none."""
        names = [part + address + end for part in ("", SITE) for end in ("", *STARTS)]
        return next((name for name in names if name in self.files), None)

    def path(self, name: str) -> Path:
        """Where a file of the edition is. Raises LawgapError if it is gone or a link leads elsewhere."""
        path = self.folder / name
        if path.resolve() != path or not path.is_file():
            raise LawgapError(f"edition {self.id}: {name}: not a file of this edition", str(path), f"lawgap verify {self.id}")
        return path


class Shelf:
    """Editions and errata of one home, read anew whenever their files change."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def ids(self) -> list[str]:
        """Every edition, newest first."""
        return [folder.name for folder in reversed(editions(self.home))]

    def latest(self) -> str | None:
        """The newest published edition."""
        folder = latest(self.home)
        return folder.name if folder else None

    def edition(self, edition_id: str) -> Edition | None:
        """The edition of that id, None if there is none. Raises LawgapError if its manifest cannot be read."""
        folder = self.home.editions.resolve() / edition_id
        # a link of an edition's name may lead anywhere
        if edition_id not in self.ids() or folder.is_symlink():
            return None
        try:
            stat = (folder / MANIFEST).stat()
            return _read(folder, stat.st_mtime_ns, stat.st_ino)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise LawgapError(
                f"edition {edition_id}: its manifest cannot be read: {error!r}", str(folder), f"lawgap verify {edition_id}"
            ) from None

    def errata(self) -> tuple[Erratum, ...]:
        """Raises LawgapError if the file cannot be read: without it nobody knows which findings still hold."""
        return read_errata(self.home.editions / ERRATA)

    def is_old(self, edition: Edition) -> bool:
        """Whether a later edition is published. A draft for the next one is not old."""
        newest = self.latest()
        return newest is not None and order(edition.folder) < order(Path(newest))


def of_edition(errata: Iterable[Erratum], edition_id: str) -> list[Erratum]:
    return [erratum for erratum in errata if erratum.edition_id == edition_id]


@lru_cache(maxsize=64)
def _read(folder: Path, changed: int, inode: int) -> Edition:
    """`changed` and `inode` of the manifest: another file is read anew."""
    manifest = read_manifest(folder)
    files = {name: sha256 for name, sha256 in manifest["files"].items() if name.startswith((SITE, OPEN_DATA)) or name == AUDIT}
    return Edition(folder, manifest["inputs"]["status"], manifest["inputs"]["as_of"], files)
