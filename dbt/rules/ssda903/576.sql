with still_missing as (
    select
        child,
        mis_start
    from previous_missing
    where mis_start is not null and mis_end_text is null
),

first_period as (
    select
        row_id,
        child,
        mis_start
    from missing
    where child is not null
    qualify row_number() over (partition by child order by mis_start nulls last, tie_break) = 1
)

select
    'Missing' as module,
    first_period.row_id
from first_period
inner join still_missing on first_period.child = still_missing.child
where first_period.mis_start is distinct from still_missing.mis_start
union all
-- A child without any row of Missing this year can only be told of by the Header.
select
    'Header' as module,
    header.row_id
from header
inner join still_missing on header.child = still_missing.child
where header.child not in (select child from first_period)
