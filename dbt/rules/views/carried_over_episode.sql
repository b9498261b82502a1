-- One row per child whose latest episode of last year was still open: their first episode of this year beside it.
with last_episode as (
    select *
    from previous_episodes
    where decom is not null and child is not null
    qualify row_number() over (partition by child order by decom desc, row_id asc) = 1
)

select
    first_episode.row_id,
    first_episode.child,
    first_episode.decom,
    first_episode.rne,
    first_episode.ls,
    first_episode.cin,
    first_episode.place,
    first_episode.place_provider,
    first_episode.urn,
    first_episode.pl_distance,
    first_episode.pl_la,
    first_episode.pl_location,
    last_episode.decom as last_decom,
    last_episode.rne as last_rne,
    last_episode.ls as last_ls,
    last_episode.cin as last_cin,
    last_episode.place as last_place,
    last_episode.place_provider as last_place_provider,
    last_episode.urn as last_urn,
    last_episode.pl_distance as last_pl_distance,
    last_episode.pl_la as last_pl_la,
    last_episode.pl_location as last_pl_location
from first_episode
inner join last_episode on first_episode.child = last_episode.child
where last_episode.dec is null
