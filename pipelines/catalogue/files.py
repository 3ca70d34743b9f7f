"""All files of docs/generated as a function of the profile and the SQL: written, or compared with what is committed."""

from pathlib import Path

from pipelines.catalogue import indicators, law, standards
from pipelines.catalogue.markdown import document
from pipelines.catalogue.words import LANGUAGES, Words, words
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile

FOLDER = settings.PROJECT / "docs" / "generated"
HOW = "python -m pipelines.catalogue"
# a measurement of an hour, written by `lawgap bench accuracy`: no function of profile and SQL
MEASURED = {"accuracy.md"}


def files(profile: Profile) -> dict[str, str]:
    """Path inside the folder → text, in order of name. The same profile and SQL give the same bytes."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for name, text in (page for room in (standards, law, indicators) for page in room.pages(words(profile, language))):
            found[f"{language}/{name}"] = text
    found["index.md"] = _index(profile, sorted(found))
    return dict(sorted(found.items()))


def write(profile: Profile, folder: Path = FOLDER) -> list[str]:
    """Bring `folder` up to date; the names of what changed. A page that is no longer made is removed."""
    made, changed = files(profile), drift(profile, folder)
    for name in changed:
        path = folder / name
        if name in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[name], encoding="utf-8")
        else:
            path.unlink()
    return changed


def drift(profile: Profile, folder: Path = FOLDER) -> list[str]:
    """Files that are missing, differ, or should not be there. Empty: what is committed is what the sources say."""
    made = files(profile)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")} if folder.is_dir() else set()
    stale = {name for name in made if name not in there or (folder / name).read_text(encoding="utf-8") != made[name]}
    return sorted(stale | (there - set(made) - MEASURED))


def refuse_drift(profile: Profile, folder: Path = FOLDER) -> None:
    """Raises LawgapError where the committed catalogue is not what profile and SQL say now."""
    if stale := drift(profile, folder):
        raise LawgapError(f"{len(stale)} pages of the catalogue are out of date: {', '.join(stale[:5])}", str(folder), f"run: {HOW}")


def _index(profile: Profile, names: list[str]) -> str:
    """The first page: what there is, in both languages, and that nobody edits it by hand."""
    lines = [f"# {profile.card.title.vi}: danh mục — catalogue", ""]
    lines += [
        f"Sinh tự động từ `profiles/{profile.card.name}` và `sql/`; không sửa tay, hãy chạy `{HOW}`. "
        f"— Generated from `profiles/{profile.card.name}` and `sql/`; do not edit, run `{HOW}`.", "",
    ]  # fmt: skip
    both = [words(profile, language) for language in LANGUAGES]
    for name in sorted({name.partition("/")[2] for name in names}):
        lines.append("- " + " — ".join(f"[{_title(name, spoken)}]({spoken.language}/{name})" for spoken in both))
    lines += ["- [Độ đúng đo trên các thành phố mô phỏng — accuracy on simulated cities](accuracy.md)"]
    total = profile.standards
    confirmed = sum(s.status == "confirmed" for s in total)
    lines += ["", f"{len(total)} chuẩn mực, đã xác nhận {confirmed}; {len(profile.open_questions)} câu hỏi còn mở. "
              f"— {len(total)} standards, {confirmed} confirmed; {len(profile.open_questions)} open questions."]  # fmt: skip
    return document(lines)


def _title(name: str, spoken: Words) -> str:
    stem = name.removesuffix(".md")
    if stem.startswith("standards-"):
        group = stem.removeprefix("standards-")
        return spoken.say(f"Chuẩn mực, nhóm {group}", f"Standards, group {group}")
    titles = {
        "contradictions": ("Quy định có thể mâu thuẫn", "Possible contradictions"),
        "indicators": ("Chỉ số", "Indicators"),
        "notes": ("Nội dung không đặt nghĩa vụ", "Material that lays no duty"),
        "plan": ("Các nhóm nhiệm vụ", "Task groups"),
        "procedures": ("Thủ tục hành chính", "Procedures"),
        "questions": ("Câu hỏi cho cán bộ pháp chế", "Open questions"),
    }
    return spoken.say(*titles[stem])
