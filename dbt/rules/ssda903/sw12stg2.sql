with worked as (
    select
        child,
        min(sw_decom) as first_decom,
        max(sw_decom) as last_decom
    from swepisodes
    group by child
),

-- An episode that goes on, and did not begin care, is neither the start of care nor its end.
start_or_end as (
    select *
    from episodes
    where
        (dec is null or dec between collection_start() - interval 1 year and collection_end())
        and (ls is null or ls not in (select code from codes('short_break')))
        and (rne = 'S' or (dec is not null and rec is distinct from 'X1'))
)

select
    'Episodes' as module,
    start_or_end.row_id
from start_or_end
left join worked on start_or_end.child = worked.child
where
    not coalesce(start_or_end.rne = 'S' and worked.last_decom >= start_or_end.decom, false)
    and not coalesce(start_or_end.rec is distinct from 'X1' and worked.first_decom <= start_or_end.dec, false)
