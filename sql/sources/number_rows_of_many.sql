-- Rows of several files were numbered in one go, file after file: the row in its own file, header as 1.
alter table incoming add column _row bigint;
update incoming set _row = incoming._n - first.n + 2
from (select _path, min(_n) as n from incoming group by _path) as first
where incoming._path = first._path;
