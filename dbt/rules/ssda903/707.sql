-- It fits a period of care that it ended in; while open, one that is open too and had begun before.
select
    'DoLo' as module,
    dolo.row_id
from dolo
inner join period_of_care on dolo.child = period_of_care.child
where dolo.dolo_start is not null
group by dolo.row_id
having not bool_or(
    case
        when dolo.dolo_end is null
            then period_of_care.end_date is null and period_of_care.start_date <= dolo.dolo_start
        else dolo.dolo_end between period_of_care.start_date and coalesce(period_of_care.end_date, dolo.dolo_end)
    end
)
