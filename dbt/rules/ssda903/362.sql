-- Emergency protection orders follow one another without a gap: the whole stretch counts.
with protected as (
    select
        child,
        row_id,
        decom,
        coalesce(dec, collection_end()) as until,
        lag(coalesce(dec, collection_end())) over in_order as previous_until
    from episodes
    where ls = 'L2' and decom is not null and child is not null
    window in_order as (partition by child order by decom, row_id)
),

stretched as (
    select
        *,
        count(*) filter (where decom > previous_until) over (partition by child order by decom, row_id) as stretch
    from protected
)

select
    'Episodes' as module,
    row_id
from stretched
qualify
    max(until) over (partition by child, stretch) - min(decom) over (partition by child, stretch)
    > threshold('emergency_protection_days')
