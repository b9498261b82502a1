with in_year as (
    select
        child,
        row_id,
        least(dec, collection_end()) - greatest(decom, collection_start()) as days
    from episodes
    where ls = 'V3' and decom is not null and child is not null and (dec is not null or dec_text is null)
)

select
    'Episodes' as module,
    row_id
from in_year
where days > 0
qualify sum(days) over (partition by child) > threshold('short_break_days_a_year')
