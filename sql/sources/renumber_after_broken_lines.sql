-- The reader left broken lines out of its numbers: every row after one moves down by one.
update incoming set _row = moved._row
from (
    select i._path, i._n, i._row + count(b.line) as _row
    from incoming as i
    inner join (
        -- the k-th broken line of a file stands before the rows numbered from line - k + 1 on
        select path, line - row_number() over (partition by path order by line) as after_row, line from broken_line
    ) as b on i._path = b.path and i._row > b.after_row
    group by i._path, i._n, i._row
) as moved
where incoming._path = moved._path and incoming._n = moved._n;
