"""Errata: what of an edition was withdrawn after it was published. The edition itself does not change.

`home/<profile>/editions/errata.json` stands beside the editions, not in one: no manifest lists it and no check of an edition reads
it (docs/serving.md has its format). What does not belong here: how a page shows them (pipelines/serving).
"""

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import duckdb
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from assets.editions.earlier import attached
from pipelines.runtime.errors import LawgapError

NAME = "errata.json"


class Erratum(BaseModel):
    """A flag of an edition, or with `flag_id` None the whole edition, withdrawn; `withdrawn_in`: the edition that says so, None by hand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    edition_id: str
    flag_id: str | None
    reason_vi: str
    reason_en: str
    withdrawn_in: str | None
    recorded_at: dt.datetime

    @field_validator("reason_vi", "reason_en")
    @classmethod
    def _said(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("a reason in each language")
        return " ".join(text.split())

    @property
    def key(self) -> tuple[str, str]:
        return self.edition_id, self.flag_id or ""


class Errata(BaseModel):
    """The file: its format, the version of that, and the errata in order of edition and flag."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["lawgap.errata"] = "lawgap.errata"
    version: Literal[1] = 1
    errata: tuple[Erratum, ...] = ()


def read_errata(path: Path) -> tuple[Erratum, ...]:
    """Every erratum, none where there is no file. Raises LawgapError on a file that is not readable: it is never taken for empty."""
    try:
        return Errata.model_validate_json(path.read_bytes()).errata
    except FileNotFoundError:
        return ()
    except (OSError, ValidationError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else None
        what = f"{'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}" if first else str(error)
        raise LawgapError(f"the errata cannot be read: {what}", str(path), "put it right or restore it from a backup") from None


def add_erratum(path: Path, edition: Path, flag_id: str | None, reason_vi: str, reason_en: str) -> Erratum:
    """Record by hand that a flag of `edition`, or all of it, is withdrawn. The caller holds the writer's lock.

    Raises LawgapError for an empty reason, a flag that the edition does not state, and what is withdrawn already.
    """
    for option, reason in (("--reason-vi", reason_vi), ("--reason-en", reason_en)):
        if not reason.strip():
            raise LawgapError(
                "an erratum needs its reason in both languages", option, "say what was wrong and which letter or file shows it"
            )
    if flag_id is not None and flag_id not in _standing(edition):
        raise LawgapError(
            f"edition {edition.name} has no standing published flag {flag_id!r}",
            "--flag",
            f'find its flags with: lawgap query "select flag_id, life from flag" --edition {edition.name}',
        )
    erratum = Erratum(
        edition_id=edition.name, flag_id=flag_id, reason_vi=reason_vi, reason_en=reason_en, withdrawn_in=None, recorded_at=_now()
    )  # fmt: skip
    if not _add(path, [erratum]):
        raise LawgapError("withdrawn already", str(path), "see: lawgap errata list; to change its words, edit them in the file")
    return erratum


def record_withdrawals(path: Path, edition: Path, earlier: Iterable[Path]) -> int:
    """Record what a published `edition` withdraws in each `earlier` one that stated it; the number of new errata.

    A flag that had been put right and came back is another finding: editions before it first came back are not concerned.
    """
    withdrawn = _withdrawn_in(edition)
    if not withdrawn:
        return 0
    found = []
    for folder in earlier:
        stands = _standing(folder)
        for flag_id, reason_vi, reason_en, since in withdrawn:
            if flag_id in stands and _order(folder.name) >= _order(since):
                found.append(
                    Erratum(
                        edition_id=folder.name, flag_id=flag_id, reason_vi=reason_vi, reason_en=reason_en,
                        withdrawn_in=edition.name, recorded_at=_now(),
                    )
                )  # fmt: skip
    return _add(path, found)


def _withdrawn_in(edition: Path) -> list[tuple[str, str, str, str]]:
    """flag_id, its reasons, and the edition, a draft or not, from which on it was stated."""
    sql = (
        "select flag_id, life_reason_vi, life_reason_en, coalesce(least(asked_in, first_listed_in), first_listed_in, '') "
        "from earlier.main.ended_flag where life = 'withdrawn' and audience = 'published' and ended_in = ? order by flag_id"
    )
    return _ask(edition, sql, edition.name)


def _standing(edition: Path) -> set[str]:
    """The flags that the pages of an edition state. Leads are stated nowhere."""
    return {flag_id for (flag_id,) in _ask(edition, "select flag_id from earlier.main.flag where audience = 'published'")}


def _ask(edition: Path, sql: str, *arguments: str) -> list[tuple]:
    with duckdb.connect(":memory:") as connection, attached(connection, edition):
        return connection.execute(sql, list(arguments)).fetchall()


def _order(edition_id: str) -> tuple[str, int]:
    as_of, _, revision = edition_id.rpartition(".")
    return as_of, int(revision or 0)


def _add(path: Path, errata: Iterable[Erratum]) -> int:
    """Write the errata not there yet, all at once; a reader sees the file of before or after."""
    there = {erratum.key: erratum for erratum in read_errata(path)}
    new = {erratum.key: erratum for erratum in errata if erratum.key not in there}
    if new:
        everything = Errata(errata=tuple(erratum for _, erratum in sorted((there | new).items())))
        half = path.with_name(f".{path.name}-{os.getpid()}")
        half.write_text(everything.model_dump_json(indent=1) + "\n", encoding="utf-8")
        half.replace(path)
    return len(new)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
