"""complaint_repeated: khiếu nại lần hai trên quyết định lần đầu
— second complaints per first decision."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
sources.agency
agency_id  tier        parent_id
M          city        -
MS01       department  M
M0001      commune     M

cases.complaint
case_id  agency_id  instance  received_at  decided_at  result
K1       M0001      1         2026-01-05   2026-02-03  rejected
K2       M0001      1         2026-01-06   2026-02-10  upheld
K3       M0001      -         2026-01-07   2026-02-12  -
K4       M0001      1         2026-01-08   2026-02-12  withdrawn
K5       MS01       1         2026-01-09   2026-02-20  rejected
K6       M          2         2026-02-15   2026-03-20  rejected
K7       M          2         2026-02-25   -           -
K8       M          2         2026-04-02   -           -
K9       M0001      1         2026-03-30   2026-04-15  rejected
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
M          2026-02  2          4            0
M0001      2026-01  0          0            1
M0001      2026-02  0          3            0
MS01       2026-02  0          1            0
"""


def test_spec():
    """The city answers for the decisions of the units under it: two second complaints came, four first decisions were signed."""
    spec("complaint_repeated", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("complaint_repeated")
