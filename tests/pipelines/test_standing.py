"""Whether there is anything new, before a run is started: new files, and what nobody has been told of files that cannot be taken."""

import datetime as dt

from pipelines.standing import standing_edition
from tests.editions.small_city import COMMUNES, City, dossier

SEPTEMBER = dt.date(2026, 9, 30)


def test_a_file_refused_by_its_name_alone_is_news_until_it_has_been_said(tmp_path):
    city = City(tmp_path)
    city.send("ho_so_tthc", "2026-09.csv", [dossier(agency, "2026-09", 1) for agency in COMMUNES], "2026-10-02 08:00:00")
    edition = city.publish(SEPTEMBER)

    def standing():
        return standing_edition(city.profile, city.home, city.inbox, SEPTEMBER, "", False, print)

    assert standing() == edition
    city.send("don_khieu_nai", "khong_ten.csv", [], "2026-10-03 08:00:00")
    assert standing() is None
    assert city.publish(SEPTEMBER) == edition, "it changes no number"
    assert standing() == edition
