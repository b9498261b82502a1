-- The codes changed from 1 and 2 to M and F: the sex did not.
with male as (
    select code from codes('male')
),

female as (
    select code from codes('female')
)

select
    'Header' as module,
    header.row_id
from header
inner join previous_header on header.child = previous_header.child
where
    header.sex is distinct from previous_header.sex
    and (header.sex in (select code from male) and previous_header.sex in (select code from male)) is not true
    and (header.sex in (select code from female) and previous_header.sex in (select code from female)) is not true
