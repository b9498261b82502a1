with adopted as (
    select child
    from episodes
    where
        rec in (select code from codes('adopted'))
        and dec between collection_start() and collection_end()
)

select
    'AD1' as module,
    adoption_details.row_id
from adoption_details
anti join adopted on adoption_details.child = adopted.child
where adoption_details.has_any
