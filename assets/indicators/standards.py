"""Which standards an indicator counts, and the law they come from: read from its header, its SQL and the profile."""

from itertools import groupby

from pipelines.runtime.columns import columns_read, compared
from pipelines.runtime.legal import Standard
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile

MOST_NAMED, MOST_LISTED = 12, 25


def standards_of(file: SqlFile, profile: Profile) -> list[Standard]:
    """The measured standards an indicator counts. `all` are those of its case kinds; where it takes only those that a
    procedure chooses, the SQL asks for by_procedure."""
    named = file.header.get("standards")
    measured = [standard for standard in profile.standards if standard.measure != "not_measured"]
    if isinstance(named, list):
        return [standard for standard in profile.standards if standard.standard_id in named]
    if named != "all" and not any(table.startswith("duties.duty") for table in file.reads):
        return []
    kinds_named = file.header.get("case_kinds")
    if isinstance(kinds_named, list):
        measured = [standard for standard in measured if standard.case_kind in kinds_named]
    columns = {name for table, name in columns_read(file) if table == "sources.standard"}
    if "by_procedure" in columns:
        measured = [standard for standard in measured if "procedure" in (standard.condition or "")]
    computed = compared(file, "computed_by")
    return [standard for standard in measured if standard.computed_by in computed] if computed else measured


def legal_basis(file: SqlFile, profile: Profile) -> str:
    """Markdown: the provisions behind an indicator, with the standards they set; of many the provisions alone, of very many their number."""
    found = sorted(standards_of(file, profile), key=lambda standard: (standard.legal_basis, standard.standard_id))
    if not found:
        return "Căn cứ pháp lý: không gắn với chuẩn mực nào của hồ sơ này — legal basis: no standard of this profile"
    provisions = len({standard.legal_basis for standard in found})
    if provisions > MOST_LISTED:
        return (
            f"Căn cứ pháp lý: {len(found)} chuẩn mực theo {provisions} quy định, xem docs/generated/vi — "
            f"legal basis: {len(found)} standards under {provisions} provisions, see docs/generated/en"
        )
    lines = ["Căn cứ pháp lý — legal basis:", ""]
    for basis, standards in groupby(found, key=lambda standard: standard.legal_basis):
        names = ", ".join(f"`{standard.standard_id}`" for standard in standards)
        lines.append(f"- {basis}" + (f" ({names})" if len(found) <= MOST_NAMED else ""))
    return "\n".join(lines)
