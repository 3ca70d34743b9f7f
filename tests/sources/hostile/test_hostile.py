"""Hostile files: nothing crashes, every row is somewhere, and whoever sent a bad file is told why.

The tables `CASES` of the corpus modules say what each file is and what must become of it.
"""

from pathlib import Path

import pytest

from assets.sources.reject_names import rejects_path
from tests.sources.hostile import corpus_cells as cells
from tests.sources.hostile import corpus_encodings as encodings
from tests.sources.hostile import corpus_headers as headers
from tests.sources.hostile import corpus_layout as layout
from tests.sources.hostile import corpus_overlooked as overlooked
from tests.sources.hostile import corpus_packed as packed
from tests.sources.hostile import corpus_records as records
from tests.sources.hostile import corpus_workbooks as workbooks
from tests.sources.hostile.ground import Ground, said
from tests.sources.hostile.kit import NOW, Case, row, table

CORPUS = [case for corpus in (encodings, layout, headers, cells, packed, workbooks, records, overlooked) for case in corpus.CASES]
NEIGHBOUR = Case("a good file beside it", table(row(**{"Mã đơn": "BEN", "Mã đơn vị": "M0002"})), file="M0002_2026-01.csv")


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_a_hostile_file(case: Case, ground: Ground, tmp_path: Path):
    inbox = tmp_path / "inbox"
    path, _ = case.write(inbox), NEIGHBOUR.write(inbox)
    before, name = contents(inbox), path.relative_to(inbox).as_posix()
    result = ground.take_in(inbox, NOW)
    assert contents(inbox) == before
    assert ground.rows("select rows_accepted from sources.source_file where name like '%M0002_2026-01.csv'") == [(1,)]
    ground.check_everything_is_somewhere()
    errors = [notice for notice in result.notices if notice.level == "error"]
    returned = rejects_path(ground.home.rejects, case.source, case.file)
    if case.left:
        assert not errors and not returned.exists() and ground.taken(name) is None
    elif case.counts is None:
        assert ground.taken(name) is None and [notice.name for notice in errors] == [name]
        assert errors[0].message_en.startswith(case.refused) and case.refused, errors[0].message_en
        assert errors[0].message_vi in said(returned) and errors[0].message_en in said(returned)
    else:
        assert not errors
        check_taken(case, ground, name)
        assert returned.is_file() == bool(case.counts[3])
    assert not case.notice or any(notice.message_en.startswith(case.notice) for notice in result.notices)


def contents(inbox: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in inbox.rglob("*") if path.is_file()}


def check_taken(case: Case, ground: Ground, name: str) -> None:
    file = ground.taken(name)
    assert file is not None and file.counts == case.counts
    rejected = ground.rows("select row, reason_en from sources.rejected_row where source_file_id = ? order by sheet, row", file.identity)
    assert len(case.rejects) == case.counts[3] == len(rejected)
    assert all(reason.startswith(wanted) for (_, reason), wanted in zip(rejected, case.rejects.values(), strict=True)), rejected
    assert [row for row, _ in rejected] == list(case.rejects)
    accepted = ground.rows(
        f"select * exclude (source_file_id) from sources.{file.kind} where source_file_id = ? order by sheet, row", file.identity
    )
    assert len(accepted) == case.counts[1]
    columns = [column[0] for column in ground.connection.description]
    by_name = [dict(zip(columns, values, strict=True)) for values in accepted]
    assert case.took is None or {values["row"]: values["case_id"] for values in by_name} == case.took
    for field, expected in case.stored.items():
        assert [values[field] for values in by_name] == expected
    assert case.encoding is None or (file.encoding, float(file.confidence)) == case.encoding


def test_the_corpus_is_large_and_every_name_tells_its_file_apart():
    names = [case.name for case in CORPUS]
    assert len(names) == len(set(names)) >= 70
    assert all((case.counts is None) == bool(case.refused or case.left) for case in CORPUS)
