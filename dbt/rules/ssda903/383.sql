select
    'Episodes' as module,
    row_id
from episode_in_order
where
    previous_place in (select code from codes('temporary_placement'))
    and position > 2
    and (
        rne is distinct from 'P'
        or place is distinct from place_before_previous
        or pl_post is distinct from pl_post_before_previous
    )
