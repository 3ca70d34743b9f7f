/* ---
title:
  vi: "Độ vững: đổi một lựa chọn thì cảnh báo và khoảng hạng thay đổi bao nhiêu"
  en: "Robustness: how flags and rank intervals change when one choice is another"
primary_key: [variant, subject, kind]
fields:
  variant: {type: "TEXT", vi: "lựa chọn khác: arithmetic: cộng bình quân; equal_weights: mọi chuẩn mực, mọi nhóm ngang nhau; without_group: bỏ một nhóm; tolerance_half, tolerance_double: dung sai bằng nửa, gấp đôi; prior_narrow, prior_wide: giả định ban đầu hẹp, rộng; without_source: bỏ một nguồn", en: "the other choice: arithmetic mean; equal_weights of all standards and groups; without_group; tolerance_half, tolerance_double; prior_narrow, prior_wide: width of the priors; without_source"}
  subject: {type: "TEXT", vi: "nhóm hoặc nguồn được bỏ; trống với lựa chọn khác", en: "the group or source left out; empty otherwise"}
  kind: {type: "TEXT", vi: "loại cảnh báo; all: mọi loại", en: "kind of flag; all: every kind"}
  flags: {type: "BIGINT", vi: "số cảnh báo công bố theo lựa chọn này", en: "published flags under this choice"}
  gained: {type: "BIGINT", vi: "cảnh báo mới so với bản công bố", en: "flags that the edition does not have"}
  lost: {type: "BIGINT", vi: "cảnh báo mất so với bản công bố", en: "flags of the edition that are gone"}
  ranked: {type: "BIGINT", vi: "số đơn vị có điểm chung ở cả hai; chỉ ở dòng all", en: "agencies with an overall score in both; on rows all"}
  median_move: {type: "DECIMAL(38,6)", vi: "điểm giữa của khoảng hạng dịch chuyển bao nhiêu bậc, trung vị các đơn vị", en: "places by which the middle of the rank interval moves, median agency"}
  largest_move: {type: "DECIMAL(38,6)", vi: "như trên, nhiều nhất", en: "the same, largest"}
--- */
select variant, subject, kind, flags, gained, lost, ranked, median_move, largest_move from gaps.robustness
