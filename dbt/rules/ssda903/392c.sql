with known as (
    select replace(postcode, ' ', '') as postcode
    from postcodes
    where postcode is not null
)

select
    'Episodes' as module,
    episodes.row_id
from episodes
anti join unaccompanied_child on episodes.child = unaccompanied_child.child
where
    (episodes.home_post is not null and replace(episodes.home_post, ' ', '') not in (select postcode from known))
    or (episodes.pl_post is not null and replace(episodes.pl_post, ' ', '') not in (select postcode from known))
