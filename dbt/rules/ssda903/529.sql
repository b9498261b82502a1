with provided_by_no_public_body as (
    select code from codes('adoption_placement')
    union all
    select code from codes('foster_placement')
    union all
    select code from codes('childrens_home_or_parent')
)

select
    'Episodes' as module,
    row_id
from episodes
where place in (select code from provided_by_no_public_body) and place_provider = 'PR3'
