"""Headers: titles above them, two rows of them, and every way to misspell a column."""

import unicodedata

from tests.sources.hostile.kit import AGENCY, DATE, DENUNCIATIONS, HEAD, HEADER, HEADER_AGAIN, INSPECTIONS, Case, row, short, table

A, B = (f"KN{n},M0001,05/01/2026,x" for n in (1, 2))
BOTH = {"counts": (2, 2, 0, 0), "took": {2: "KN1", 3: "KN2"}}
DENOUNCERS = "a column about denouncers"
TITLES = "ỦY BAN NHÂN DÂN PHƯỜNG MẪU 01,,,\nBáo cáo đơn khiếu nại,tháng 01,,\n,,,\n"


def denunciation(column: str) -> str:
    return f"Mã đơn,Mã đơn vị,Ngày nhận,{column}\nTC1,M0001,05/01/2026,x\n"


CASES = [
    Case("title rows above the header", TITLES + short(A, "KN2,M0001,x,x"), counts=(2, 1, 0, 1), took={5: "KN1"}, rejects={6: DATE}),
    Case("title rows of one cell", "UBND PHƯỜNG MẪU 01\n\n" + short(A, B), counts=(2, 2, 0, 0), took={4: "KN1", 5: "KN2"}),
    Case("31 title rows: no header among the first 30", "x,,,\n" * 31 + short(A), refused="required column missing"),
    Case("a header of two rows, the upper one merged over its columns",
         "Mã đơn,Mã đơn vị,Thời gian,,Nội dung\n,,Ngày nhận,Ngày thụ lý,\nKN1,M0001,05/01/2026,06/01/2026,x\nKN2,M0001,05/01/2026,x,x\n",
         counts=(2, 1, 0, 1), took={3: "KN1"}, rejects={4: DATE}, stored={"content": ["x"]}),
    Case("a name merged downwards over both rows of the header",
         "Đơn,,Thời gian,Nội dung\nMã đơn,Mã đơn vị,Ngày nhận,\n" + f"{A}\n{B}\n",
         counts=(2, 2, 0, 0), took={3: "KN1", 4: "KN2"}, stored={"content": ["x", "x"]}),
    Case("the header again inside the file, as on printed pages", short(A, HEAD.strip(), B),
         counts=(3, 2, 0, 1), took={2: "KN1", 4: "KN2"}, rejects={3: HEADER_AGAIN}),
    Case("a column twice: the first one counts", "Mã đơn,Mã đơn vị,Ngày nhận,Nội dung,Nội dung\nKN1,M0001,05/01/2026,một,hai\n",
         counts=(1, 1, 0, 0), stored={"content": ["một"]}, notice="column ignored: Nội dung #5"),
    Case("a column without a name", "Mã đơn,Mã đơn vị,,Ngày nhận\nKN1,M0001,thừa,05/01/2026\n", counts=(1, 1, 0, 0)),
    Case("headers in capitals, with more spaces", "  MÃ   ĐƠN,Mã đơn VỊ ,NGÀY NHẬN,NỘI  DUNG\n" + f"{A}\n{B}\n", **BOTH, stored={"content": ["x", "x"]}),
    Case("headers in decomposed letters", unicodedata.normalize("NFD", HEAD) + f"{A}\n{B}\n", **BOTH, stored={"content": ["x", "x"]}),
    Case("remarks in parentheses behind headers", "Mã đơn (*),Mã đơn vị (5 số),Ngày nhận (dd/mm/yyyy),Nội dung ()\n" + f"{A}\n{B}\n", **BOTH),
    Case("headers with a newline inside", '"Mã\nđơn",Mã đơn vị,"Ngày\nnhận",Nội dung\n' + f"{A}\n{B}\n", **BOTH),
    Case("headers with spaces that cannot be broken", HEAD.replace(" ", "\u00a0") + f"{A}\n{B}\n", **BOTH),
    Case("columns in another order", table(row()[::-1], row(**{"Mã đơn": "KN2"})[::-1], header=HEADER[::-1]), **BOTH),
    Case("optional columns missing", "Mã đơn,Mã đơn vị,Ngày nhận\nKN1,M0001,05/01/2026\n", counts=(1, 1, 0, 0), stored={"decided_at": [None]},
         notice="column missing, taken as empty: Lĩnh vực, Mã TTHC"),
    Case("the column of the date missing", "Mã đơn,Mã đơn vị\nKN1,M0001\n", refused="required column missing: Ngày nhận"),
    Case("no header at all", f"{A}\n{B}\n", refused="required column missing: Mã đơn, Mã đơn vị, Ngày nhận"),
    Case("headers without Vietnamese marks", "Ma don,Ma don vi,Ngay nhan\nKN1,M0001,05/01/2026\n", refused="required column missing: Mã đơn"),
    Case("columns nobody asked for", HEAD.strip() + ",Ghi chú thêm\n" + A + ",bí mật\n", counts=(1, 1, 0, 0), notice="column ignored: Ghi chú thêm"),
    Case("a column that names citizens is not read", HEAD.strip() + ",Họ và tên\n" + A + ",Nguyễn Văn A\n", counts=(1, 1, 0, 0)),
    Case("100,000 columns", HEAD.strip() + "".join(f",c{n}" for n in range(100_000)) + "\n", refused="the header has more than 2000 columns"),
    Case("a header that is code", HEAD.strip() + ',"x"" ; drop table sources.complaint; --",\'\'\n' + A + ",1,2\n", counts=(1, 1, 0, 0)),
    Case("headers named like the reader's own marks", HEAD.strip() + ",_path,_row,_sheet,filename\n" + A + ",1,2,3,4\n", counts=(1, 1, 0, 0)),
    Case("a column about denouncers", denunciation("Người tố cáo"), refused=DENOUNCERS, source=DENUNCIATIONS),
    Case("a column about denouncers in capitals", denunciation("HỌ TÊN  NGƯỜI TỐ CÁO"), refused=DENOUNCERS, source=DENUNCIATIONS),
    Case("a column about denouncers without marks", denunciation("dia chi nguoi to cao"), refused=DENOUNCERS, source=DENUNCIATIONS),
    Case("a column about denouncers in decomposed letters", denunciation(unicodedata.normalize("NFD", "SĐT người tố giác")),
         refused=DENOUNCERS, source=DENUNCIATIONS),
    Case("a column about denouncers in longer words", denunciation("Người đứng đơn tố cáo"), refused=DENOUNCERS, source=DENUNCIATIONS),
    Case("a column about denouncers in English", denunciation("Whistleblower name"), refused=DENOUNCERS, source=DENUNCIATIONS),
    Case("a column about denouncers with spaces that cannot be broken", denunciation("Người\u00a0tố\u00a0cáo"), refused=DENOUNCERS, source=DENUNCIATIONS),
    Case("a column about denouncers with a letter nobody sees inside", denunciation("Người\u200b tố cáo"), refused=DENOUNCERS, source=DENUNCIATIONS),
    Case("a column about denouncers with a line through it", denunciation("Người_tố_cáo"), refused=DENOUNCERS, source=DENUNCIATIONS),
    Case("a column about denouncers run together", denunciation("NguoiToCao"), refused=DENOUNCERS, source=DENUNCIATIONS),
    Case("a column about denouncers in a file of complaints", HEAD.strip() + ",Tên người tố cáo\n" + A + ",x\n", refused=DENOUNCERS),
    Case("a column about the denounced is not one about denouncers", denunciation("Người bị tố cáo"), counts=(1, 1, 0, 0), source=DENUNCIATIONS),
    Case("a file of inspections sent as complaints", "Mã cuộc,Cơ quan tiến hành,Mã đơn vị,Ngày bắt đầu\nTT1,M0001,M0001,05/01/2026\n",
         refused="required column missing: Mã đơn, Ngày nhận"),
    Case("a file of complaints sent as inspections", short(A), refused="required column missing: Mã cuộc, Ngày bắt đầu",
         source=INSPECTIONS, file="2026-01.csv"),
    Case("an agency that does not exist in every row", short(A.replace("M0001", "99999"), B.replace("M0001", "Phường Không Có")),
         counts=(2, 0, 0, 2), rejects={2: AGENCY, 3: AGENCY}),
]  # fmt: skip
