with unended as (
    select
        episodes.row_id as episode_row_id,
        placedadoption.row_id as decision_row_id
    from episodes
    left join placedadoption on episodes.child = placedadoption.child
    where
        (episodes.ls = 'E1' or episodes.place in (select code from codes('adoption_placement')))
        and episodes.rec <> 'X1'
        and episodes.rec not in (select code from codes('adopted'))
        and (placedadoption.date_placed_ceased_text is null or placedadoption.reason_placed_ceased is null)
)

select
    'Episodes' as module,
    episode_row_id as row_id
from unended
union all
select
    'PlacedAdoption' as module,
    decision_row_id as row_id
from unended
where decision_row_id is not null
