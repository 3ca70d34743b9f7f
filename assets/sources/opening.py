"""A file of the inbox made plain: unpacked, decoded, its header found. What needs no change is read where it lies."""

from dataclasses import replace
from pathlib import Path

from assets.sources.encodings import MARKS, encoding_of, write_utf8
from assets.sources.inbox import TABLES, Arrival
from assets.sources.looking import Look, Unreadable, look
from assets.sources.lookups import lookup_headers
from assets.sources.readers import WORKBOOKS, csv_layout
from assets.sources.staging import Item, rewritten
from assets.sources.unpacking import unpack
from pipelines.runtime.contract import Contract
from pipelines.runtime.kinds import kinds
from pipelines.runtime.profile import Profile

JSON = (".json", ".ndjson", ".jsonl")
PACKED = (".gz", ".zip")


def required_headers(profile: Profile, contract: Contract) -> list[str]:
    """The headers without which a file is not of this source."""
    if contract.kind == "lookup":
        return lookup_headers(profile, contract)
    kind = kinds()[contract.kind]
    origin = {name: str(field["period_of"]) for name, field in kind.file.fields.items() if field.get("period_of")}
    first_date = origin.get(kind.first_dates[0], kind.first_dates[0])
    if contract.kind == "case_event":
        fields = ["case_id", "event", first_date]
    else:
        keys = [origin.get(name, name) for name in contract.key if name not in ("agency_id", "procedure_code")] or ["case_id"]
        fields = [*keys, "agency", first_date]
    # a field that comes from a look-up stands under the header that leads there
    joined = {field: next(iter(join.on)) for join in contract.join.values() for field in join.columns}
    headers = [contract.columns.get(name) or joined.get(name) for name in fields]
    linked = [contract.link.column] if contract.link else []
    return list(dict.fromkeys([*linked, *(header for header in headers if header)]))


def open_item(arrival: Arrival, identity: str, found: Look, agency_id: str | None, profile: Profile, work: Path) -> Item:
    """The file as an Item. Raises Unreadable."""
    if found.size == 0:
        raise Unreadable("tệp rỗng, không có cả dòng tiêu đề", "empty file, not even a header")
    contract, path, inner, seen = arrival.contract, arrival.path, arrival.name, found
    if inner.lower().endswith(PACKED):
        folder = work / identity
        folder.mkdir(mode=0o700)
        path, inner = unpack(path, inner, folder)
        seen = look(path)
        if not inner.lower().endswith(TABLES):
            raise Unreadable("tệp nén chứa loại tệp không đọc được", "the packed file holds a kind of file that is not read")
        if seen.size == 0:
            raise Unreadable("tệp rỗng, không có cả dòng tiêu đề", "empty file, not even a header")
    item = Item(arrival, identity, found, agency_id, path, inner, None)
    required = required_headers(profile, contract)
    expected = list(contract.columns.values()) or required
    if inner.lower().endswith(JSON):
        return _decoded(item, seen, expected, required, work)
    return item if inner.lower().endswith((*WORKBOOKS, ".parquet")) else _open_text(item, seen, expected, required, work)


def _decoded(item: Item, seen: Look, expected: list[str], required: list[str], work: Path) -> Item:
    """JSON in UTF-8 without a mark, as its reader wants it."""
    if seen.utf8 and not seen.first.startswith(tuple(mark for mark, _ in MARKS)):
        return item
    encoding = encoding_of(seen, expected, required)
    plain = write_utf8(item.plain, encoding, work / f"{item.identity}.txt")
    return replace(item, plain=plain, encoding=encoding.name, confidence=encoding.confidence)


def _open_text(item: Item, seen: Look, expected: list[str], required: list[str], work: Path) -> Item:
    encoding = encoding_of(seen, expected, required)
    plain = item.plain
    if encoding.name not in ("utf-8", "utf-8-sig") or not seen.utf8:
        plain = write_utf8(plain, encoding, work / f"{item.identity}.txt")
        seen = look(plain)
    layout = csv_layout(plain, item.arrival.contract, required)
    item = replace(item, plain=plain, layout=layout, encoding=encoding.name, confidence=encoding.confidence)
    return item if seen.plain and layout.header.last_row == 1 else rewritten(item, work)
