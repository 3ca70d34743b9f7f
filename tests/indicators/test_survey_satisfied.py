"""survey_satisfied: người được khảo sát hài lòng — satisfied among those surveyed."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.survey
agency_id  procedure_code  period   responses  satisfied
A101       1.000001        2025-12  40         36
A101       1.000002        2025-12  10         4
A101       1.000003        2025-12  20         25
A101       1.000001        2026-Q1  30         30
A101       1.000001        2025-Q2  10         9
A101       1.000001        2025-Q3  10         8
A202       1.000001        2025     200        150
A202       1.000001        2026     80         80
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2025-06  9          10           0
A101       2025-09  8          10           0
A101       2025-12  40         50           20
A101       2026-03  30         30           0
A202       2025-12  150        200          0
"""


def test_spec():
    """A quarter and a year stand in their last month; 2026 is not over; 25 satisfied of 20 cannot be."""
    spec("survey_satisfied", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("survey_satisfied")
