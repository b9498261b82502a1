-- One row per child whose latest episode of last year was still open: their first episode of this year beside it.
-- All columns of Episodes, which the seeds list. -- noqa: disable=AM04
select
    first_episode.*,
    last_episode.decom as last_decom,
    last_episode.dec_text as last_dec_text,
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
inner join latest_episode_of_last_year as last_episode on first_episode.child = last_episode.child
where last_episode.dec is null
