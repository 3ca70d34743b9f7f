"""The register of agencies: whatever a file calls a unit finds that unit on that day, or nobody."""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from assets.sources.agency_on import use_agencies
from assets.sources.names import fold, match_key, nearest, nearest_text, tone_spellings
from assets.sources.profile_tables import AGENCY
from assets.sources.registry import agency_keys, agency_moves, predecessors, put_registry, successors
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.warehouse import connect, put_frame
from tests.conftest import ROOT, third_party

BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
AGENCIES = "agency_id,code,name_vi,name_en,tier,parent_id,valid_from,valid_to\n"
CITY = "01,01,Thành phố Mẫu,Sample City,city,,2020-01-01,\n"
SUCCESSION = "predecessor_id,successor_id,on,relation\n"
# what the intake makes of a cell
FIND = "select agency_on(as_match_key(as_text(?)), cast(? as date))"


def written(folder: Path, base: str = "sample", **tables: str) -> Profile:
    """A profile of its own register over another profile's law."""
    folder.mkdir(exist_ok=True)
    card = (ROOT / "profiles" / base / "profile.toml").read_text(encoding="utf-8")
    lines = [line for line in card.split("[led_by]")[0].splitlines() if not line.startswith(("extends", "name"))]
    (folder / "profile.toml").write_text("\n".join([f'extends = "{base}"', 'name = "register"', *lines]), encoding="utf-8")
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return load_profile(folder)


def register(folder: Path, *units: str, succession: str = "", aliases: str = "") -> Profile:
    tables = {"agencies": AGENCIES + CITY + "".join(f"{unit}\n" for unit in units), "succession": SUCCESSION + succession}
    return written(folder, **tables, **({"aliases": "agency_id,name,from,to\n" + aliases} if aliases else {}))


def finder(profile: Profile):
    """find(text, day) → the agency that the intake finds, or nothing."""
    connection = connect(":memory:")
    agencies = pd.DataFrame([agency.model_dump() for agency in profile.agencies], columns=list(AGENCY), dtype=object)
    put_frame(connection, "sources.agency", agencies, AGENCY)
    put_registry(connection, profile)
    use_agencies(connection)
    return lambda text, day: [found for (found,) in connection.execute(FIND, [text, day]).fetchall() if found is not None]


@pytest.fixture(scope="module")
def in_hanoi():
    return finder(load_profile("hanoi"))


@pytest.mark.parametrize(
    ("old", "new"),
    [("yên hòa", "yên hoà"), ("thúy lĩnh", "thuý lĩnh"), ("hòe thị", "hoè thị"), ("thụy khuê", "thuỵ khuê"), ("hóa, ủy", "hoá, uỷ")],
)
def test_the_tone_mark_may_stand_on_either_vowel(old, new):
    assert tone_spellings(old) == tone_spellings(new) == {old, new}


@pytest.mark.parametrize("name", ["quý đức", "quỳnh mai", "hoàn kiếm", "hoài đức", "của nam", "thuần mỹ", "nguyễn du", "khuyến lương"])
def test_where_spelling_leaves_no_choice_there_is_one_form(name):
    assert tone_spellings(name) == {name}


@pytest.mark.parametrize(
    "text",
    ["00175", "175", "Phường Yên Hòa", "PHƯỜNG YÊN HOÀ", "  phường   Yên Hoà ", "P. Yên Hòa", "P.Yên Hoà", "P Yên Hòa", "Yên Hòa",
     "UBND phường Yên Hòa", "Ủy ban nhân dân phường Yên Hoà", "Uỷ ban nhân dân phường Yên Hòa", "UBND P. Yên Hoà", "phuong yen hoa",
     "Phường Ye\u0302n Ho\u0300a"],
)  # fmt: skip
def test_a_ward_is_found_by_every_usual_spelling(in_hanoi, text):
    assert in_hanoi(text, dt.date(2026, 1, 1)) == ["00175@2025-07-01"]


@pytest.mark.parametrize(
    ("text", "agency_id"),
    [("Sở GD&ĐT", "SGDDT"), ("sở giáo dục & đào tạo", "SGDDT"), ("SGDĐT", "SGDDT"), ("Sở KHCN", "SKHCN"), ("Sở NN&MT", "SNNMT"),
     ("Sở Quy hoạch – Kiến trúc", "SQHKT"), ("Sở QH-KT", "SQHKT"), ("Sở Văn hoá và Thể thao", "SVHTT"), ("Thanh tra TP", "TTTP"),
     ("stp", "STP"), ("VP UBND TP", "VPUB"), ("TP. Hà Nội", "01"), ("UBND Thành phố Hà Nội", "01")],
)  # fmt: skip
def test_departments_are_found_by_their_usual_short_names(in_hanoi, text, agency_id):
    assert in_hanoi(text, dt.date(2026, 1, 1)) == [agency_id]


@pytest.mark.parametrize("text", ["Sở TN&MT", "Sở NN&PTNT", "Sở GTVT", "Sở LĐTBXH", "Quận Ba Đình", "01@2025"])
def test_bodies_that_no_longer_exist_find_nobody(in_hanoi, text):
    assert in_hanoi(text, dt.date(2026, 1, 1)) == []


def test_short_names_are_those_of_the_fifteen_departments():
    profile = load_profile("hanoi")
    departments = [agency.agency_id for agency in profile.agencies if agency.tier == "department"][:15]
    assert {alias.agency_id for alias in profile.aliases} == set(departments)
    assert load_profile("sample").aliases == [], "a register of its own has aliases of its own"


@pytest.mark.parametrize("name", ["hanoi", "sample", "chicago"])
def test_no_key_names_two_agencies_and_every_agency_is_found_by_code_and_name(name):
    profile = load_profile(name)
    find = finder(profile)
    for agency in profile.agencies:
        assert find(agency.code, agency.valid_from) == find(agency.name_vi, agency.valid_from) == [agency.agency_id]
    keys = agency_keys(profile)
    assert not keys["match_key"].duplicated().any() and (keys["match_key"] == keys["match_key"].map(match_key)).all()


def test_a_name_of_two_units_is_refused_and_their_codes_are_not(tmp_path):
    profile = register(
        tmp_path,
        "00295,00295,Phường Minh Khai,Minh Khai Ward,commune,01,2020-01-01,2025-06-30",
        "00613,00613,Phường Minh Khai,Minh Khai Ward,commune,01,2020-01-01,2025-06-30",
        "00700,00700,Phường Minh Khai,Minh Khai Ward,commune,01,2025-07-01,",
    )
    find = finder(profile)
    assert find("Phường Minh Khai", BEFORE) == find("minh khai", BEFORE) == []
    assert find("00295", BEFORE) == ["00295"] and find("613", BEFORE) == ["00613"]
    assert find("P. Minh Khai", AFTER) == ["00700"], "on its own days the name is clear"


def test_a_name_without_its_unit_word_is_refused_where_a_ward_and_a_commune_share_it(tmp_path):
    profile = register(tmp_path, "1001,1001,Phường Hòa Phú,W,commune,01,2020-01-01,", "1002,1002,Xã Hòa Phú,C,commune,01,2020-01-01,")
    find = finder(profile)
    assert find("Hòa Phú", AFTER) == [] and find("X. Hoà Phú", AFTER) == ["1002"] and find("phuong hoa phu", AFTER) == ["1001"]


def test_letters_that_differ_only_by_diacritics_are_told_apart_or_refused(tmp_path):
    profile = register(tmp_path, "1001,1001,Xã Tân Lập,C,commune,01,2020-01-01,", "1002,1002,Xã Tản Lập,C,commune,01,2020-01-01,")
    find = finder(profile)
    assert find("xã tân lập", AFTER) == ["1001"] and find("Xã Tản Lập", AFTER) == ["1002"] and find("xa tan lap", AFTER) == []


def test_a_code_wins_over_a_name_and_a_whole_code_over_one_that_lost_its_zeros(tmp_path):
    profile = register(
        tmp_path,
        "CN,CN,Phường Cửa Nam,W,commune,01,2020-01-01,",
        "1002,1002,Phường CN,W,commune,01,2020-01-01,",
        "00042,00042,Phường An,W,commune,01,2020-01-01,",
        "42,42,Phường Bình,W,commune,01,2020-01-01,",
        "0042,0042,Phường Cát,W,commune,01,2020-01-01,",
        "007,007,Phường Dương,W,commune,01,2020-01-01,",
        "0007,0007,Phường Êm,W,commune,01,2020-01-01,",
    )
    find = finder(profile)
    assert find("cn", AFTER) == ["CN"] and find("phường cn", AFTER) == ["1002"]
    assert find("42", AFTER) == ["42"] and find("00042", AFTER) == ["00042"]
    assert find("7", AFTER) == [], "two codes end as 7 once a spreadsheet has eaten the zeros"


def test_a_dated_alias_holds_between_its_dates(tmp_path):
    profile = register(
        tmp_path,
        "TN,TN,Sở Tài nguyên và Môi trường,D,department,01,2020-01-01,2025-02-28",
        "NM,NM,Sở Nông nghiệp và Môi trường,D,department,01,2025-03-01,",
        aliases="TN,Sở TN&MT,2021-01-01,\nNM,Sở NN&MT,,\n",
    )
    find = finder(profile)
    assert find("Sở TN&MT", dt.date(2025, 2, 28)) == ["TN"]
    assert find("Sở TN&MT", dt.date(2020, 12, 31)) == find("Sở TN&MT", dt.date(2025, 3, 1)) == []
    assert find("sở nn & mt", dt.date(2025, 3, 1)) == ["NM"]


# --- a register that cannot be right -------------------------------------------------------------------------------

OLD, NEW = "A,A,Xã An,C,commune,01,2020-01-01,2025-06-30", "B,B,Xã Bình,C,commune,01,2025-07-01,"


@pytest.mark.parametrize(
    ("units", "succession", "aliases", "what", "where"),
    [
        (["A,7,Xã An,C,commune,01,2020-01-01,2025-06-30", "B,7,Xã Bình,C,commune,01,2025-06-30,"], "", "", "code 7 is valid twice", "agencies.csv, line 4"),
        (["A,A,Xã An,C,commune,01,2025-07-01,2025-06-30"], "", "", "before valid_from", "agencies.csv, line 3"),
        (["A,A,Xã An,C,commune,X9,2020-01-01,"], "", "", "no parent 'X9'", "agencies.csv, line 3"),
        ([OLD, "A,B,Xã Bình,C,commune,01,2025-07-01,"], "", "", "stands twice", "agencies.csv, line 4"),
        ([OLD, NEW], "A,C,2025-07-01,whole\n", "", "'C', which is not in the register", "succession.csv, line 2"),
        ([OLD, NEW], "A,B,2025-06-30,whole\n", "", "ends on 2025-06-30", "succession.csv, line 2"),
        ([OLD, NEW], "B,A,2025-07-01,whole\n", "", "has no end", "succession.csv, line 2"),
        ([OLD, NEW], "A,B,2025-07-01,whole\nA,B,2025-07-01,part\n", "", "stands twice", "succession.csv, line 3"),
        ([OLD, "B,B,Xã Bình,C,commune,01,2025-08-01,"], "A,B,2025-07-01,whole\n", "", "not valid on 2025-07-01", "succession.csv, line 2"),
        ([OLD], "", "Z,Xã Z,,\n", "'Z', which is not in the register", "aliases.csv, line 2"),
        ([OLD], "", "A,Xã Z,2025-07-01,\n", "on no day", "aliases.csv, line 2"),
    ],
)  # fmt: skip
def test_a_register_that_contradicts_itself_is_refused_at_its_row(tmp_path, units, succession, aliases, what, where):
    profile = register(tmp_path, *units, succession=succession, aliases=aliases)
    with pytest.raises(LawgapError) as refused:
        agency_keys(profile)
    assert what in refused.value.what and refused.value.where.endswith(where)


def test_the_nearest_agencies_are_those_a_person_would_name():
    profile, day = load_profile("hanoi"), dt.date(2026, 1, 1)
    assert nearest("Phuong Ba Dinhh", profile, day)[0].code == "00004"
    assert nearest("0004", profile, day)[0].code == "00004"
    assert nearest("Sở GDDT", profile, day)[0].agency_id == "SGDDT"
    assert len(nearest("Phường Ba Đin", profile, day)) == 3
    assert nearest("Phường Ba Đin", profile, BEFORE)[0].valid_from <= BEFORE, "a unit that does not exist yet is no answer"


def test_the_message_gives_codes_and_names_and_not_what_was_written():
    profile = load_profile("hanoi")
    vi, en = nearest_text("Phường Ba Đìnhh 001099123456 Nguyễn Văn Tèo", profile, dt.date(2026, 1, 1))
    assert vi.startswith("gần nhất: ") and en.startswith("nearest: ") and vi.count(";") == en.count(";") == 2
    assert "00004 Phường Ba Đình" in vi and "00004 Ba Dinh Ward" in en
    assert "Tèo" not in vi + en and "001099123456" not in vi + en
    assert nearest_text("x", profile, dt.date(1990, 1, 1)) == ("", "")


# --- the reform of 1 July 2025, on the published table of 794 pairs --------------------------------------------------

# Public tables disagree on these three pairs; whoever fills a real succession.csv has to settle them against the
# resolution that set up the new units. The table read here has the first and not the other two.
DISPUTED = {("00556", "Xã Thuận An"): True, ("00553", "Xã Thuận An"): False, ("09013", "Xã Ô Diên"): False}
RELATION = {"whole": "whole", "split": "part"}


@pytest.fixture(scope="module")
def pairs() -> list[dict]:
    path = third_party("hanoi_units") / "hanoi_succession_old_to_new.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def new_id() -> dict[str, str]:
    """Agencies by folded name: public tables agree on the names of the 126 new units, and on the codes of 99."""
    return {fold(agency.name_vi): agency.agency_id for agency in load_profile("hanoi").agencies if agency.tier == "commune"}


@pytest.fixture(scope="module")
def reformed(pairs, new_id, tmp_path_factory) -> Profile:
    """Profile hanoi with its 526 old units and who took over from whom."""
    today = (ROOT / "profiles" / "hanoi" / "agencies.csv").read_text(encoding="utf-8")
    old = {pair["old_ward_code"]: pair["old_ward"] for pair in pairs}
    units = "".join(f"{code},{code},{name},{name},commune,01,2008-08-01,2025-06-30\n" for code, name in sorted(old.items()))
    rows = "".join(f"{p['old_ward_code']},{new_id[fold(p['new_ward'])]},2025-07-01,{RELATION[p['relation']]}\n" for p in pairs)
    return written(tmp_path_factory.mktemp("reform"), "hanoi", agencies=today + units, succession=SUCCESSION + rows)


def test_every_pair_is_found_from_both_ends(reformed, pairs, new_id):
    published = {(pair["old_ward_code"], new_id[fold(pair["new_ward"])]) for pair in pairs}
    forward = {(old, kin.agency_id) for old in {old for old, _ in published} for kin in successors(reformed, old)}
    back = {(kin.agency_id, new) for new in new_id.values() for kin in predecessors(reformed, new)}
    assert forward == back == published and len(published) == 794 and len(new_id) == 126


def test_split_units_are_known_as_split_and_their_shares_as_unknown(reformed):
    old = sorted({row.predecessor_id for row in reformed.succession})
    heirs = {agency_id: successors(reformed, agency_id) for agency_id in old}
    relations = Counter(kin.relation for kin_of in heirs.values() for kin in kin_of)
    assert len(old) == 526 and relations == {"whole": 327, "part": 467}
    split = [agency_id for agency_id, kin_of in heirs.items() if len(kin_of) > 1]
    assert len(split) == 199 and all(kin.share is None for agency_id in split for kin in heirs[agency_id])
    assert all(kin.on_date == AFTER for kin_of in heirs.values() for kin in kin_of)


def test_open_cases_of_split_units_stay_with_the_city(reformed):
    ways = Counter(move.way for move in agency_moves(reformed))
    assert ways == {"whole": 327, "inherited": 199}
    assert {move.new_agency_id for move in agency_moves(reformed) if move.way == "inherited"} == {"01~inherited"}


def test_names_resolve_on_the_days_of_their_units(reformed, pairs, new_id):
    find = finder(reformed)
    old = {pair["old_ward_code"]: pair["old_ward"] for pair in pairs}
    times = Counter(match_key(name) for name in old.values())
    for code, name in old.items():
        # fourteen names stood in two districts each: the code tells them apart, the name does not
        assert find(name, BEFORE) == ([code] if times[match_key(name)] == 1 else []), name
        # the code of the city, 01, and that of Phường Phúc Xá, 00001, are one once a spreadsheet has eaten the zeros
        assert find(code, BEFORE) == [code] and find(code.lstrip("0"), BEFORE) == ([code] if code != "00001" else [])
    assert sum(number > 1 for number in times.values()) == 14
    for name in {pair["new_ward"] for pair in pairs}:
        assert find(name, AFTER) == [new_id[fold(name)]], name


def test_a_code_means_another_unit_from_the_day_of_the_reform(reformed):
    find = finder(reformed)
    for agency in reformed.agencies:
        if agency.agency_id.endswith("@2025-07-01"):
            assert find(agency.code, BEFORE) == [agency.code] and find(agency.code, AFTER) == [agency.agency_id]


def test_whichever_table_is_right_about_disputed_pairs_no_case_moves_on_its_word(reformed, new_id):
    moves = {move.agency_id: move.new_agency_id for move in agency_moves(reformed)}
    for (old, new), listed in DISPUTED.items():
        assert (new_id[fold(new)] in [kin.agency_id for kin in successors(reformed, old)]) is listed
        assert moves[old] == "01~inherited"
