with ordered as (
    select
        row_id,
        dec is null or rec is null as is_unended,
        row_number() over (partition by child order by decom desc, dec desc nulls first, tie_break desc) as from_last
    from episodes
    where child is not null and decom is not null
)

select
    'Episodes' as module,
    row_id
from ordered
where is_unended and from_last > 1
