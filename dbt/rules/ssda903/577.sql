-- It fits a period of care that it ended in; while open, one that is open too and had begun before.
select
    'Missing' as module,
    missing.row_id
from missing
inner join period_of_care on missing.child = period_of_care.child
where missing.mis_start is not null
group by missing.row_id
having not bool_or(
    case
        when missing.mis_end is null
            then period_of_care.end_date is null and period_of_care.start_date <= missing.mis_start
        else missing.mis_end between period_of_care.start_date and coalesce(period_of_care.end_date, missing.mis_end)
    end
)
