-- The same adoption may stand in both years' files: then this year's row is the adoption, and passes.
with adoption as (
    select
        child,
        row(decom, 0, rec, tie_break) as place_in_order
    from episodes
    where rec in (select code from codes('adopted')) and decom is not null
    union all
    select
        child,
        row(decom, 1, rec, tie_break) as place_in_order
    from previous_episodes
    where rec in (select code from codes('adopted')) and decom is not null
),

first_adoption as (
    select
        child,
        min(place_in_order) as place_in_order
    from adoption
    group by child
)

select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join first_adoption on episodes.child = first_adoption.child
left join codes('adopted') as adopted on episodes.rec = adopted.code
where
    episodes.decom is not null
    and row(episodes.decom, 0, coalesce(adopted.code, ''), episodes.tie_break) > first_adoption.place_in_order
