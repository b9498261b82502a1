-- One row per deprivation of liberty order that has ended and episode of the same child that it touches.
select
    dolo.row_id as dolo_row_id,
    episodes.row_id as episode_row_id,
    episodes.place
from dolo
inner join episodes on dolo.child = episodes.child
where dolo.dolo_start <= coalesce(episodes.dec, dolo.dolo_start) and dolo.dolo_end >= episodes.decom
