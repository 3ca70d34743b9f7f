"""An edition: built in a folder nobody reads, then renamed. A reader sees all of it or the one before."""

import csv
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from assets.editions.accuracy import put_accuracy
from assets.editions.archive import make_archive
from assets.editions.audit import file_hashes, write_audit
from assets.editions.earlier import compared_with
from assets.editions.errata import NAME as ERRATA
from assets.editions.errata import read_errata, record_withdrawals
from assets.editions.life import make_life
from assets.editions.manifest import chain_to, inputs_of, read_manifest, write_manifest
from assets.editions.open_data import write_open_data
from assets.editions.predecessors import check_before
from assets.editions.rotation import put_history
from assets.editions.signature import put_public, read_signing_key
from assets.sources.calendar import public_holidays
from dashboards.desk import SiteProfile
from dashboards.facts import read_facts
from dashboards.pages import write_site
from dashboards.papers.digest import write_digest
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.settings import Home
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import put_frame

EDITION_ID = re.compile(r"\A(\d{4}-\d{2}-\d{2})\.(\d+)\Z")
BUILDING = ".building"


@dataclass(frozen=True)
class Published:
    """`folder` of the edition; `new` is False where the standing one already says all there is to say."""

    folder: Path
    new: bool
    pages: int = 0


def editions(home: Home) -> list[Path]:
    """Every edition, oldest first."""
    if not home.editions.is_dir():
        return []
    found = [path for path in home.editions.iterdir() if path.is_dir() and EDITION_ID.match(path.name)]
    return sorted(found, key=order)


def order(path: Path) -> tuple[str, int]:
    """What editions are sorted by: as_of, then revision."""
    match = EDITION_ID.match(path.name)
    return (match[1], int(match[2])) if match else ("", 0)


def latest(home: Home, draft: bool = False) -> Path | None:
    link = home.editions / ("latest-draft" if draft else "latest")
    return link.resolve() if link.exists() else None


def standing(home: Home, inputs: dict[str, str], draft: bool) -> Path | None:
    """The edition that equal inputs already gave, if there is one."""
    for folder in reversed(editions(home)):
        manifest = read_manifest(folder)
        if manifest.get("inputs") == {**inputs, "status": _status(draft)}:
            return folder
    return None


def publish(connection: duckdb.DuckDBPyConnection, home: Home, profile: Profile, draft: bool) -> Published:
    """Publish what the warehouse has computed for `sources.clock`. Returns the standing edition if nothing is new."""
    # said before an hour's work, not after it
    read_errata(home.editions / ERRATA)
    inputs = inputs_of(connection, profile.hash)
    if (folder := standing(home, inputs, draft)) is not None:
        make_known(home, folder, draft)
        return Published(folder, new=False)
    edition_id = _next_id(home, inputs["as_of"])
    earlier = [path for path in editions(home) if order(path) < order(Path(edition_id))]
    previous = earlier[-1] if earlier else None
    key = read_signing_key(profile, home)
    beside = check_before(profile, editions(home), previous, key)
    building = home.editions / f"{BUILDING}-{os.getpid()}"
    _clear(home)
    building.mkdir(parents=True)
    inputs = {**inputs, "status": _status(draft)}
    make_edition(connection, profile, edition_id, inputs, previous, home.work, building / "audit.duckdb")
    _snapshot(profile, building / "profile")
    put_history(building, profile, key)
    # before the facts are read: the pages describe what lies there
    write_open_data(building, profile)
    facts, site = read_facts(building / "audit.duckdb"), site_profile(profile, put_public(building, key))
    write_digest(facts, building, site)
    pages = write_site(facts, building / "site", site)
    write_manifest(building, edition_id, inputs, file_hashes(building / "audit.duckdb"), previous, beside, key)
    folder = home.editions / edition_id
    building.rename(folder)
    make_known(home, folder, draft)
    return Published(folder, new=True, pages=pages)


def site_profile(profile: Profile, signing_key: str | None) -> SiteProfile:
    """What pages and papers must know of the jurisdiction. `signing_key`: fingerprint, None for an unsigned edition."""
    card = profile.card
    return SiteProfile(
        city_vi=card.city.vi, city_en=card.city.en, simulated=card.simulated, show_names=card.show_names, signing_key=signing_key,
        base_url=card.base_url,
    )  # fmt: skip


def make_edition(
    connection: duckdb.DuckDBPyConnection,
    profile: Profile,
    edition_id: str,
    inputs: dict[str, str],
    previous: Path | None,
    work: Path,
    audit: Path,
) -> None:
    """Write the file `audit` of an edition whose rooms are made: a function of them, `inputs` and the chain that ends in `previous`.

    `work`: a folder where tables may lie meanwhile.
    """
    before = chain_to(previous)
    _edition_row(connection, profile, edition_id, before, inputs)
    put_accuracy(connection)
    make_archive(connection, before)
    make_life(connection, profile, before, work)
    write_audit(connection, audit)


def _status(draft: bool) -> str:
    return "draft" if draft else "published"


def _next_id(home: Home, as_of: str) -> str:
    taken = [int(path.name.rpartition(".")[2]) for path in editions(home) if path.name.startswith(f"{as_of}.")]
    return f"{as_of}.{max(taken, default=0) + 1}"


def _clear(home: Home) -> None:
    """What a killed run left. We hold the writer's lock, so nobody else is building."""
    for left in home.editions.glob(f"{BUILDING}-*"):
        shutil.rmtree(left)


def _edition_row(connection, profile: Profile, edition_id: str, before: list[Path], inputs: dict[str, str]) -> None:
    compared = compared_with(before)
    expected = connection.execute(
        "select coalesce(sum(cast(1 as decimal(38, 6)) - probability), 0) from gaps.flag "
        "where probability is not null and audience = 'published'"
    ).fetchall()[0][0]
    row = {
        "edition_id": edition_id, "profile": profile.card.name, "as_of": inputs["as_of"], "revision": int(edition_id.rpartition(".")[2]),
        "known_at": inputs["known_at"], "status": inputs["status"], "previous_edition_id": before[-1].name if before else None,
        "compared_with": compared.name if compared else None, "code_version": inputs["code"], "profile_hash": inputs["profile"], "simulated": profile.card.simulated,
        "expected_false_flags": str(expected), "content_id": None,
    }  # fmt: skip
    types = {name: str(field["type"]) for name, field in read_sql("audit", "edition").fields.items()}
    put_frame(connection, "editions.edition", pd.DataFrame([row], dtype=object), types)


def _snapshot(profile: Profile, folder: Path) -> None:
    """The profile as it was, `extends` resolved, with the public holidays it was counted by: what a recomputation starts from."""
    for name, path in profile.files.items():
        if name == "aliases.csv" and not profile.aliases:
            # a register of its own: the aliases of the profile it extends do not hold (Profile.aliases)
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_bytes()
        if name == "profile.toml":
            text = re.sub(rb"(?m)^extends\s*=.*\n", b"", text)
        target.write_bytes(text)
    if profile.card.holidays and not profile.public_holidays:
        # another release of the package may say otherwise
        rows = [[day.date, day.kind, day.document] for day in public_holidays(profile.card.holidays)]
        with (folder / "public_holidays.csv").open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, lineterminator="\n").writerows([["date", "kind", "document"], *rows])


def make_known(home: Home, folder: Path, draft: bool) -> None:
    """What follows from a standing edition: the link to the newest, and errata of the editions before it. Done twice it changes nothing.

    A draft asks, it does not state: it withdraws nothing.
    """
    point_latest(home, draft)
    if not draft:
        record_withdrawals(home.editions / ERRATA, folder, [path for path in editions(home) if order(path) < order(folder)])


def point_latest(home: Home, draft: bool) -> None:
    """`latest` (or `latest-draft`) as a relative link to the newest one, replaced in one step.

    Newest by as_of: a month published late does not take the place of a later month.
    """
    newest = newest_of(home, draft)
    if newest is None:
        return
    link = home.editions / ("latest-draft" if draft else "latest")
    half = home.editions / f".{link.name}-{os.getpid()}"
    half.unlink(missing_ok=True)
    half.symlink_to(newest.name)
    half.replace(link)


def newest_of(home: Home, draft: bool = False) -> Path | None:
    """The newest edition of its kind by what the manifests say, whatever the links say."""
    found = [path for path in editions(home) if read_manifest(path).get("inputs", {}).get("status") == _status(draft)]
    return max(found, key=order, default=None)


def edition_folder(home: Home, name: str | None) -> Path:
    """The edition called `name`, or the latest. Raises LawgapError if there is none."""
    folder = home.editions / name if name else latest(home)
    # a name, never a way out of the folder nor into an edition in the making
    strange = bool(name) and (Path(name).name != name or name.startswith("."))
    if strange or folder is None or not folder.is_dir():
        raise LawgapError(f"no edition {name or 'yet'}", str(home.editions), "make one with: lawgap run")
    return folder.resolve()
