select
    'PlacedAdoption' as module,
    placedadoption.row_id
from placedadoption
anti join episodes on placedadoption.child = episodes.child
union all
select
    'Missing' as module,
    missing.row_id
from missing
anti join episodes on missing.child = episodes.child
union all
select
    'Reviews' as module,
    reviews.row_id
from reviews
anti join episodes on reviews.child = episodes.child
union all
select
    'AD1' as module,
    ad1.row_id
from ad1
anti join episodes on ad1.child = episodes.child
union all
select
    'PrevPerm' as module,
    prevperm.row_id
from prevperm
anti join episodes on prevperm.child = episodes.child
union all
select
    'OC2' as module,
    oc2.row_id
from oc2
anti join episodes on oc2.child = episodes.child
