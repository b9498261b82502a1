select
    'Episodes' as module,
    episodes.row_id
from episodes
anti join unaccompanied_child on episodes.child = unaccompanied_child.child
where
    (episodes.ls is null or episodes.ls not in (select code from codes('short_break')))
    and (episodes.home_post is null or episodes.pl_post is null)
