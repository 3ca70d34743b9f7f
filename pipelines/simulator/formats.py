"""The frozen formats of the inbox, typed anew: a simulator that asked the reader for its format could not test it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sheet:
    """One kind of file: its columns, who sends it, and when a cell becomes known.

    A date is known on its own day, unless it stands in `ahead` (due dates, known from the start).
    A column in `follows` is known on the day of another column, or of a hidden one (`_name`) that no file shows.
    """

    header: str
    begins: str
    by_agency: bool = False
    ahead: tuple[str, ...] = ()
    follows: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        return self.header.split(" · ")


SHEETS = {
    "ho_so_tthc": Sheet(
        "Mã hồ sơ · Mã TTHC · Mã đơn vị · Kênh nộp · Loại người nộp · Mã người nộp · Thời điểm nộp · Thời điểm tiếp nhận · Ngày hẹn trả · "
        "Thời điểm hoàn tất · Thời điểm trả kết quả · Tình trạng · Cán bộ thụ lý · Bộ phận thụ lý · Số hóa · Có phí · Thanh toán trực tuyến",
        "Thời điểm tiếp nhận",
        ahead=("Ngày hẹn trả",),
        follows={"Tình trạng": "Thời điểm hoàn tất"},
    ),
    "su_kien_ho_so": Sheet(
        "Mã hồ sơ · Sự kiện · Thời điểm · Thời điểm ghi nhận · Căn cứ · Ngày hẹn trả mới · Mã đơn vị mới",
        "Thời điểm",
        ahead=("Ngày hẹn trả mới",),
    ),
    "don_khieu_nai": Sheet(
        "Mã đơn · Mã đơn vị · Lĩnh vực · Mã TTHC · Lần giải quyết · Ngày nhận · Ngày thụ lý · Văn bản xác định phức tạp · "
        "Ngày ra quyết định · Kết quả · Nội dung · Người phụ trách",
        "Ngày nhận",
        by_agency=True,
        follows={"Kết quả": "Ngày ra quyết định", "Văn bản xác định phức tạp": "Ngày thụ lý"},
    ),
    "don_to_cao": Sheet(
        "Mã đơn · Mã đơn vị · Lĩnh vực · Ngày nhận · Ngày thụ lý · Số quyết định gia hạn · Số lần gia hạn · Ngày kết luận · Kết quả · "
        "Người phụ trách",
        "Ngày nhận",
        by_agency=True,
        follows={"Kết quả": "Ngày kết luận", "Số quyết định gia hạn": "_extended", "Số lần gia hạn": "_extended"},
    ),
    "phan_anh_kien_nghi": Sheet(
        "Mã phản ánh · Mã đơn vị · Lĩnh vực · Mã TTHC · Chậm giải quyết · Kênh · Thời điểm nhận · Hạn trả lời · Thời điểm trả lời · "
        "Kết quả · Mức hài lòng · Nội dung",
        "Thời điểm nhận",
        ahead=("Hạn trả lời",),
        follows={"Kết quả": "Thời điểm trả lời", "Mức hài lòng": "Thời điểm trả lời"},
    ),
    "thanh_tra_kiem_tra": Sheet(
        "Mã cuộc · Cơ quan tiến hành · Mã đơn vị · Lĩnh vực · Mã TTHC · Ngày bắt đầu · Ngày kết thúc · Ngày báo cáo · Ngày kết luận · "
        "Ngày công khai · Số vụ kiểm tra · Số vụ vi phạm",
        "Ngày bắt đầu",
        follows={"Số vụ kiểm tra": "Ngày kết thúc", "Số vụ vi phạm": "Ngày kết thúc"},
    ),
    "kien_nghi_thuc_hien": Sheet(
        "Mã kiến nghị · Nguồn · Mã cuộc · Mã đơn vị · Nội dung · Ngày nhận · Hạn thực hiện · Ngày thực hiện · Cá nhân phụ trách · "
        "Tập thể phụ trách",
        "Ngày nhận",
        ahead=("Hạn thực hiện",),
    ),
    "xu_phat_hanh_chinh": Sheet(
        "Số biên bản · Mã đơn vị · Lĩnh vực · Hành vi · Ngày lập biên bản · Phức tạp · Ngày ra quyết định · Số tiền · "
        "Ngày nhận quyết định · Ngày thi hành · Hình thức cưỡng chế · Ngày quyết định cưỡng chế",
        "Ngày lập biên bản",
        follows={"Số tiền": "Ngày ra quyết định", "Hình thức cưỡng chế": "Ngày quyết định cưỡng chế"},
    ),
    "van_ban_huong_dan": Sheet(
        "Số ký hiệu · Tên · Văn bản được hướng dẫn · Điều khoản · Mã đơn vị · Hạn ban hành · Ngày hiệu lực của luật · Ngày lấy ý kiến · "
        "Ngày ban hành · Ngày hiệu lực · Ngày đăng công khai · Cá nhân phụ trách · Tập thể phụ trách",
        "_listed",
        ahead=("Hạn ban hành", "Ngày hiệu lực của luật", "Ngày hiệu lực"),
        follows={"Ngày hiệu lực": "Ngày ban hành"},
    ),
    "ket_qua_ra_soat": Sheet(
        "Mã · Văn bản · Điều khoản · Loại · Mã TTHC · Mã đơn vị · Ngày phát hiện · Hạn xử lý · Ngày xử lý · Hướng xử lý",
        "Ngày phát hiện",
        ahead=("Hạn xử lý",),
        follows={"Hướng xử lý": "Ngày xử lý"},
    ),
    "nhiem_vu_ke_hoach": Sheet(
        "Mã · Nhóm nhiệm vụ · Nội dung · Sản phẩm · Số sản phẩm giao · Số sản phẩm hoàn thành · Mã đơn vị · Cá nhân phụ trách · "
        "Tập thể phụ trách · Ngày giao · Hạn · Ngày hoàn thành · Định mức · Kinh phí đã chi",
        "Ngày giao",
        by_agency=True,
        ahead=("Hạn",),
        follows={"Số sản phẩm hoàn thành": "Ngày hoàn thành", "Kinh phí đã chi": "Ngày hoàn thành"},
    ),
    "tiep_cong_dan": Sheet(
        "Mã đơn vị · Ngày theo lịch · Ngày thực hiện · Người tiếp · Số lượt", "_listed", by_agency=True, ahead=("Ngày theo lịch",)
    ),
    "yeu_cau_thong_tin": Sheet(
        "Mã yêu cầu · Mã đơn vị · Kênh · Phức tạp · Ngày nhận · Gia hạn đến ngày · Ngày trả lời · Kết quả",
        "Ngày nhận",
        by_agency=True,
        ahead=("Gia hạn đến ngày",),
        follows={"Kết quả": "Ngày trả lời", "Gia hạn đến ngày": "_extended"},
    ),
    "ngan_sach": Sheet("Năm · Mã đơn vị · Chi thường xuyên · Dự toán công tác pháp luật · Đã giải ngân", "_listed"),
    "nhan_su_phap_che": Sheet("Ngày · Mã đơn vị · Vị trí được giao · Có mặt · Đạt chuẩn · Giờ đào tạo", "Ngày", by_agency=True),
    "khao_sat_hai_long": Sheet("Kỳ · Mã đơn vị · Mã TTHC · Số phiếu · Số hài lòng", "_listed"),
    "ban_an_hanh_chinh": Sheet("Mã vụ · Mã đơn vị · Mã đơn · Ngày tuyên · Kết quả", "Ngày tuyên"),
    "su_kien_vu_viec": Sheet("Loại vụ việc · Mã vụ việc · Sự kiện · Thời điểm · Thời điểm ghi nhận · Căn cứ", "Thời điểm"),
    "nghia_vu_dinh_ky": Sheet(
        "Mã đơn vị · Mã chuẩn mực · Kỳ · Ngày thực hiện · Số hiệu văn bản · Cá nhân phụ trách · Tập thể phụ trách",
        "_listed",
        by_agency=True,
        follows={"Số hiệu văn bản": "Ngày thực hiện"},
    ),
    "so_lieu_dinh_ky": Sheet("Mã đơn vị · Mã chuẩn mực · Kỳ · Tử số · Mẫu số", "_listed", by_agency=True),
    "phan_hoi": Sheet("Mã cảnh báo · Mã đơn vị · Ngày · Nội dung · Chấp nhận", "Ngày"),
}
# the four sources of the first two years; agencies began with the others a year later
FIRST = ("ho_so_tthc", "su_kien_ho_so", "don_khieu_nai", "phan_anh_kien_nghi")
