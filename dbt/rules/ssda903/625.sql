with latest_episode as (
    select
        child,
        row_id,
        dec
    from episodes
    where child is not null and (dec is not null or dec_text is null)
    qualify row_number() over (partition by child order by dec desc nulls first, tie_break asc) = 1
),

-- Where the latest episode is open, only the end of the year bounds the birth.
born_late as (
    select
        header.row_id as header_row,
        latest_episode.row_id as episode_row
    from header
    left join latest_episode on header.child = latest_episode.child and latest_episode.dec is not null
    where header.mc_dob > least(collection_end(), latest_episode.dec)
)

select
    'Header' as module,
    header_row as row_id
from born_late
union all
select
    'Episodes' as module,
    episode_row as row_id
from born_late
where episode_row is not null
