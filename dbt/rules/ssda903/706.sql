with not_carried as (
    select previous_dolo.child
    from previous_dolo
    left join dolo on previous_dolo.child = dolo.child and previous_dolo.dolo_start = dolo.dolo_start
    where previous_dolo.dolo_start is not null and previous_dolo.dolo_end_text is null and dolo.row_id is null
),

first_order as (
    select
        row_id,
        child
    from dolo
    where child is not null
    qualify row_number() over (partition by child order by dolo_start nulls last, tie_break) = 1
)

select
    'DoLo' as module,
    first_order.row_id
from first_order
inner join not_carried on first_order.child = not_carried.child
union all
-- A child without any row of DoLo this year can only be told of by the Header.
select
    'Header' as module,
    header.row_id
from header
inner join not_carried on header.child = not_carried.child
where header.child not in (select child from first_order)
