"""legal_budget_disbursed: tỷ lệ giải ngân kinh phí công tác pháp luật — disbursed of what was allotted to legal work."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
sources.agency
agency_id  tier
01         city
STP        department
00004      commune

cases.budget
case_id     year  agency_id  regular_expenditure  legal_allotment  disbursed
2025~01     2025  01         60000000000000       270000000000     250000000000.25
2025~STP    2025  STP        -                    900000000        900000000
2025~00004  2025  00004      -                    500000000        -
2024~STP    2024  STP        -                    800000000        600000000
2026~STP    2026  STP        -                    950000000        100000000
2022~STP    2022  STP        -                    700000000        700000000
"""

EXPECT = """
agency_id  standard_id           period   numerator        denominator   unknown
01         law_budget_disbursed  2025-12  250000000000.25  270000000000  0
STP        law_budget_disbursed  2025-12  900000000        900000000     0
00004      law_budget_disbursed  2025-12  0                0             1
STP        -                     2024-12  600000000        800000000     0
"""


def test_spec():
    """A quarter of a year (2026) says nothing about the year; money not reported (00004) is not money unspent."""
    spec("legal_budget_disbursed", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("legal_budget_disbursed")


IN_FORCE = """
sources.clock
as_of       as_of_end            first_month  last_month
2025-12-31  2025-12-31 23:59:59  2023-01      2025-12

sources.standard
standard_id           tier             effective_from  effective_to
law_budget_disbursed  city|department  FROM            UNTIL

sources.agency
agency_id  tier
01         city
00004      commune

cases.budget
case_id     year  agency_id  legal_allotment  disbursed
2023~01     2023  01         40               1
2024~01     2024  01         40               2
2025~01     2025  01         40               3
2025~00004  2025  00004      40               4
"""

BOUND = """
agency_id  standard_id           period   numerator  denominator  unknown
01         IN_2023               2023-12  1          40           0
01         law_budget_disbursed  2024-12  2          40           0
01         IN_2025               2025-12  3          40           0
00004      -                     2025-12  4          40           0
"""


def in_force(first: str, last: str, in_2023: str, in_2025: str) -> None:
    given = IN_FORCE.replace("FROM", first).replace("UNTIL", last)
    spec("legal_budget_disbursed", given, BOUND.replace("IN_2023", in_2023).replace("IN_2025", in_2025))


def test_the_standard_in_force_at_the_end_of_the_year_is_named():
    """From its first day to its last, and always where no day is given; 31 December closes the year."""
    in_force("2024-12-31", "-", "-", "law_budget_disbursed")
    in_force("2024-12-31", "2024-12-31", "-", "-")
    in_force("-", "-", "law_budget_disbursed", "law_budget_disbursed")
