/* ---
title:
  vi: "Cùng loại hồ sơ có được giải quyết như nhau không: tỷ số chênh Mantel–Haenszel theo kênh nộp, loại người nộp, thành phần kinh tế, địa bàn"
  en: "Are like cases served alike: Mantel–Haenszel odds ratios by channel, type of applicant, sector and area"
why:
  vi: "Chỉ so hồ sơ cùng thủ tục, cùng thời hạn, cùng quý (và cùng đơn vị, trừ khi so địa bàn); dòng không đủ hồ sơ hai phía vẫn có số đếm, không có ước lượng."
  en: "Dossiers of one procedure, one limit and one quarter (and one agency, but for areas) are compared; a row with too few dossiers on a side has counts and no estimate."
primary_key: [comparison, agency_id, standard_id, procedure_code]
fields:
  comparison: {type: TEXT, vi: "channel: trực tuyến so với trực tiếp, bưu chính; applicant: cá nhân so với doanh nghiệp; sector: doanh nghiệp tư nhân trong nước so với doanh nghiệp khác; area: một đơn vị so với các đơn vị cùng cấp", en: "channel: online beside counter and post; applicant: citizens beside enterprises; sector: domestic private enterprises beside others; area: one agency beside the others of its tier"}
  agency_id: {type: TEXT, vi: "đơn vị; '-': toàn thành phố", en: "agency; '-': the whole jurisdiction"}
  standard_id: {type: TEXT, vi: "chuẩn mực; '-': mọi thủ tục", en: "standard; '-': all procedures"}
  procedure_code: {type: TEXT, vi: "mã thủ tục; '-': mọi thủ tục", en: "procedure; '-': all procedures"}
  window_end: {type: DATE, vi: ngày cuối của 12 tháng, en: last day of the window}
  strata: {type: BIGINT, vi: "số tầng so sánh được: có hồ sơ ở cả hai phía, có cả đúng hạn và không đúng hạn", en: "strata that compare something: dossiers on both sides, some in time and some not"}
  met: {type: BIGINT, vi: hồ sơ đúng hạn của phía thứ nhất trong các tầng đó, en: dossiers of the first side in time in those strata}
  total: {type: BIGINT, vi: hồ sơ của phía thứ nhất, en: dossiers of the first side}
  met_other: {type: BIGINT, vi: hồ sơ đúng hạn của phía kia, en: dossiers of the other side in time}
  total_other: {type: BIGINT, vi: hồ sơ của phía kia, en: dossiers of the other side}
  odds_ratio: {type: "DECIMAL(38,6)", vi: "tỷ số chênh Mantel–Haenszel của việc đúng hạn, phía thứ nhất trên phía kia; dưới 1: phía thứ nhất chờ lâu hơn; trống: chưa đủ cơ sở, hoặc một phía không có kết quả nào thuộc một loại", en: "Mantel–Haenszel odds ratio of being in time, first side over the other; below 1 the first side waits longer; null: not enough, or one outcome never seen on a side"}
  lower: {type: "DECIMAL(38,6)", vi: "cận dưới 95 % (Robins, Breslow, Greenland 1986)", en: "lower bound, 95 % (Robins, Breslow, Greenland 1986)"}
  upper: {type: "DECIMAL(38,6)", vi: "cận trên 95 %", en: "upper bound, 95 %"}
  probability: {type: "DECIMAL(38,6)", vi: "xác suất tỷ số thật nằm ngoài khoảng 0,5–2: của một đơn vị là xác suất hậu nghiệm có tính các đơn vị cùng cấp, của thành phố là xấp xỉ chuẩn của khoảng tin cậy; trống: chưa đủ cơ sở", en: "probability that the true ratio lies outside 0.5–2: posterior beside the tier's others for an agency, normal approximation of the interval for the jurisdiction; null: not enough"}
--- */
select
    comparison, agency_id, standard_id, procedure_code, window_end, strata, met, total, met_other, total_other, odds_ratio, lower, upper,
    probability
from gaps.fairness
