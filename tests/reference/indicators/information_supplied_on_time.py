"""Information requests answered within the limit of their channel."""

from tests.reference.indicators.duties import on_time

STANDARDS = [
    "info_request_direct_v1",
    "info_request_online_simple_v1",
    "info_request_online_complex_v1",
    "info_request_post_v1",
    "info_request_post_complex_v1",
    "info_request_v2",
]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
