"""The function that finds an agency for the intake, against the keys of the register read one by one."""

import datetime as dt

from assets.sources.registry import agency_keys
from tests.sources.test_registry import AFTER, BEFORE, finder, register


def test_the_function_of_the_intake_finds_what_the_keys_say_on_every_border_of_their_days(tmp_path):
    codes = (
        "00001,00001,Phường An,An Ward,commune,01,2020-01-01,2025-06-30",
        "00001@2025-07-01,00001,Phường Bình,Binh Ward,commune,01,2025-07-01,",
    )
    profile = register(tmp_path / "register", *codes)
    keys = agency_keys(profile)
    find, day = finder(profile), dt.timedelta(days=1)
    borders = {d for first, last in zip(keys.valid_from, keys.valid_to, strict=True) for d in (first, last) if isinstance(d, dt.date)}
    found = 0
    for on in {d + n * day for d in borders for n in (-1, 0, 1)}:
        for text in set(keys.match_key):
            holds = keys[(keys.match_key == text) & (keys.valid_from <= on)]
            wanted = [a for a, last in zip(holds.agency_id, holds.valid_to, strict=True) if not isinstance(last, dt.date) or last >= on]
            assert find(text, on) == wanted, (text, on)
            found += len(wanted)
    assert found > 50 and {find("00001", BEFORE)[0], find("00001", AFTER)[0]} == {"00001", "00001@2025-07-01"}
