"""document_published: văn bản, thủ tục hành chính được đăng công khai đúng hạn — documents and procedures published on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id              month    status
01         doc_local_posted         2026-02  met
01         doc_local_posted         2026-02  met
01         doc_local_posted         2026-02  late
01         tthc_posted_national_db  2026-02  overdue
00004      doc_local_posted         2026-02  overdue
00004      doc_local_posted         2026-02  unknown
00004      doc_local_posted         2026-03  excused
00004      info_published_v1        2026-02  met
"""

EXPECT = """
agency_id  standard_id              period   numerator  denominator  unknown
01         doc_local_posted         2026-02  2          3            0
01         tthc_posted_national_db  2026-02  0          1            0
00004      doc_local_posted         2026-02  0          1            1
00004      doc_local_posted         2026-03  0          0            0
"""


def test_spec():
    """Documents and procedures are counted apart; what was never published counts against the agency."""
    spec("document_published", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("document_published")
