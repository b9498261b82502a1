select
    'Missing' as module,
    missing.row_id
from missing
inner join period_of_care on missing.child = period_of_care.child
group by missing.row_id
having
    bool_or(period_of_care.end_date < missing.mis_start)
    and not bool_or(
        missing.mis_start between period_of_care.start_date and coalesce(period_of_care.end_date, missing.mis_start)
    )
