"""What describes the open data: datapackage.json (Frictionless Data Package v1), dcat.jsonld (DCAT-AP 3), the licence, README."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from pipelines.runtime.profile import Card, Profile
from pipelines.runtime.sqlfile import SqlFile

LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
TYPES = {"TEXT": "string", "BIGINT": "integer", "DECIMAL(38,6)": "number", "DATE": "date", "TIMESTAMP": "datetime", "BOOLEAN": "boolean"}
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
README = """# {title_vi} / {title_en}

{warning}{card.city.vi}: mức độ thực hiện nghĩa vụ theo pháp luật của các cơ quan trong 12 tháng đến hết ngày {as_of}. Kỳ công bố {edition_id}, mã nội dung {content_id}.

| tệp (.csv, .parquet) | nội dung |
|---|---|
{tables_vi}

**Số nhỏ.** Số đếm từ 1 đến 4 không được công bố. Số liệu của một đơn vị theo một chuẩn mực chỉ đứng riêng khi số đúng, số chưa đúng và số không xác định được đều bằng 0 hoặc từ 5 trở lên; phần còn lại gộp theo cấp, rồi theo nhóm nhiệm vụ (`gap.level`). Không có dòng tổng nào chứa dòng đã công bố, vì vậy không lấy tổng trừ ra được số đã gộp. Có những chuẩn mực cùng đếm một vụ việc (quyết định xử phạt nào cũng phải gửi đi): số của một đơn vị mà trừ số của chuẩn mực khác còn lại từ 1 đến 4 thì cũng được gộp. Dòng gộp không có ước lượng. Ô `unknown` trống ở dòng gộp: tổng từ 1 đến 4. Đơn vị không có trong bảng: không phát sinh, hoặc đã gộp, hoặc cả tổng cũng không công bố được. Không có hồ sơ, không có dữ liệu cá nhân, không có manh mối dành cho kiểm tra.

**Giấy phép:** {licence}, {licence_url}

---

{card.city.en}: how far agencies keep the duties the law lays on them, over the 12 months up to {as_of}. Edition {edition_id}, content id {content_id}.

| file (.csv, .parquet) | holds |
|---|---|
{tables_en}

**Small counts.** Counts from 1 to 4 are not published. An agency's counts under a standard stand alone only where met, not met and unknown are each 0 or at least 5; the others are summed over the tier, then over the task group (`gap.level`). No total contains a published row, so nothing can be subtracted from it. Some standards count the same cases (every decision to sanction has to be sent): an agency's number that would leave 1 to 4, less that of another standard, is summed as well. A sum carries no estimates. An empty `unknown` of a sum: it was 1 to 4. An agency that is missing had nothing due, or is inside a sum, or even the sum could not be published. No cases, no personal data, no leads meant for auditors.

**Licence:** {licence}, {licence_url}
"""


@dataclass(frozen=True)
class Facts:
    """The edition as its papers name it."""

    edition_id: str
    as_of: str
    known_at: dt.datetime
    status: str
    content_id: str
    since: str


def write_papers(connection: duckdb.DuckDBPyConnection, folder: Path, files: list[SqlFile], profile: Profile) -> None:
    """Write the papers beside the files of data that lie in `folder`."""
    row = connection.execute(
        "select edition_id, cast(as_of as text), known_at, status, content_id, "
        "cast(cast(date_trunc('month', as_of) - interval 11 month as date) as text) from edition"
    ).fetchall()[0]
    facts, card = Facts(*row), profile.card
    facts = replace(facts, known_at=facts.known_at.replace(tzinfo=ZoneInfo(card.time_zone)))
    _json(folder / "datapackage.json", _package(folder, files, card, facts))
    _json(folder / "dcat.jsonld", _dcat(folder, files, card, facts))
    name, url = LICENCES[card.licence]
    notice = f"© {card.city.vi} ({card.city.en})\n\n{name} ({card.licence})\n{url}\n{url}legalcode\n"
    (folder / "LICENSE.txt").write_text(notice, encoding="utf-8")
    (folder / "README.md").write_text(_readme(files, card, facts), encoding="utf-8")


def _json(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _title(card: Card, facts: Facts, language: str) -> str:
    what = {"vi": "Khoảng cách giữa luật và thực tế", "en": "How far practice falls short of the law"}[language]
    marks = {"vi": ("mô phỏng", "dự thảo"), "en": ("simulated", "draft")}[language]
    said = [mark for mark, holds in zip(marks, (card.simulated, facts.status == "draft"), strict=True) if holds]
    return f"{what}, {getattr(card.city, language)}" + (f" ({', '.join(said)})" if said else "")


def _resource(folder: Path, file: SqlFile, ending: str) -> dict[str, Any]:
    data = (folder / f"{file.name}.{ending}").read_bytes()
    fields = [
        {"name": name, "type": TYPES[str(f["type"])], "description": f"{f['vi']} — {f['en']}", "description_vi": f["vi"], "description_en": f["en"]}
        for name, f in file.fields.items()
    ]  # fmt: skip
    return {
        "name": file.name if ending == "csv" else f"{file.name}-{ending}", "path": f"{file.name}.{ending}", "profile": "tabular-data-resource",
        "title": f"{file.text('title', 'vi')} — {file.text('title', 'en')}", "format": ending, "mediatype": MEDIA[ending], "encoding": "utf-8",
        "bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""], "primaryKey": file.primary_key},
    }  # fmt: skip


def _package(folder: Path, files: list[SqlFile], card: Card, facts: Facts) -> dict[str, Any]:
    licence, url = LICENCES[card.licence]
    return {
        "profile": "data-package", "name": f"lawgap-{card.name}", "id": facts.content_id, "version": facts.edition_id,
        "title": f"{_title(card, facts, 'vi')} — {_title(card, facts, 'en')}", "created": facts.known_at.isoformat(),
        "description": "Tệp README.md giải thích các bảng và cách gộp số nhỏ — README.md explains the tables and how small counts are summed",
        "simulated": card.simulated, "status": facts.status, "licenses": [{"name": card.licence, "title": licence, "path": url}],
        "sources": [{"title": f"{card.city.vi}: báo cáo, sổ theo dõi của các đơn vị — registers and reports of its agencies"}],
        "resources": [_resource(folder, file, ending) for file in files for ending in MEDIA],
    }  # fmt: skip


def _dcat(folder: Path, files: list[SqlFile], card: Card, facts: Facts) -> dict[str, Any]:
    def both(of) -> list[dict[str, str]]:
        return [{"@language": language, "@value": of(language)} for language in ("vi", "en")]

    def day(text: str, kind: str = "date") -> dict[str, str]:
        return {"@type": f"xsd:{kind}", "@value": text}

    distributions = [
        {
            "@type": "dcat:Distribution", "dct:title": both(lambda language, file=file: file.text("title", language)),
            "dcat:accessURL": {"@id": f"{file.name}.{ending}"}, "dcat:downloadURL": {"@id": f"{file.name}.{ending}"},
            "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA[ending]}"},
            "dct:license": {"@id": LICENCES[card.licence][1]},
            "spdx:checksum": {
                "@type": "spdx:Checksum", "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": hashlib.sha256((folder / f"{file.name}.{ending}").read_bytes()).hexdigest(),
            },
        }
        for file in files for ending in MEDIA
    ]  # fmt: skip
    return {
        "@context": CONTEXT, "@type": "dcat:Dataset", "dct:identifier": f"{card.name}/{facts.edition_id}",
        "dct:title": both(lambda language: _title(card, facts, language)),
        "dct:description": both({"vi": "Thực hiện nghĩa vụ theo pháp luật của cơ quan nhà nước, theo đơn vị và chuẩn mực, 12 tháng.",
                                 "en": "How public agencies keep their legal duties, by agency and standard, over 12 months."}.__getitem__),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": both(card.city.__getattribute__)}, "dct:modified": day(facts.known_at.isoformat(), "dateTime"),
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": day(facts.since), "dcat:endDate": day(facts.as_of)},
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/GOVE"}, "dcat:distribution": distributions,
    }  # fmt: skip


def _readme(files: list[SqlFile], card: Card, facts: Facts) -> str:
    tables = {language: "\n".join(f"| `{file.name}` | {file.text('title', language)} |" for file in files) for language in ("vi", "en")}
    warning = "**SỐ LIỆU MÔ PHỎNG — SIMULATED DATA.** " if card.simulated else ""
    if facts.status == "draft":
        warning += "**DỰ THẢO, CHƯA CÔNG BỐ — DRAFT, NOT FOR PUBLICATION.** "
    licence, url = LICENCES[card.licence]
    return README.format(
        title_vi=_title(card, facts, "vi"), title_en=_title(card, facts, "en"), card=card, warning=warning, as_of=facts.as_of,
        edition_id=facts.edition_id, content_id=facts.content_id, tables_vi=tables["vi"], tables_en=tables["en"], licence=licence, licence_url=url,
    )  # fmt: skip
