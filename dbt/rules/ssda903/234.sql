-- Custody begins with the next episode; where the return has none, the start of this one must do.
with failing as (
    select
        episode_in_order.row_id as episode_row,
        header.row_id as other_row
    from episode_in_order
    inner join header on episode_in_order.child = header.child
    where
        episode_in_order.reason_place_change = 'CUSTOD'
        and coalesce(episode_in_order.next_decom, episode_in_order.decom)
        < birthday(header.dob, threshold('criminal_responsibility_age'))
)

select
    'Episodes' as module,
    episode_row as row_id
from failing
union all
select
    'Header' as module,
    other_row as row_id
from failing
