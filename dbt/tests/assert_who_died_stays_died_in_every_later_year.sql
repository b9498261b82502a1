select
    local_authority_code,
    child as child_id,
    collection_year,
    in_touch as in_touch_code
from {{ ref('ssda903__oc3') }}
qualify
    in_touch <> 'DIED'
    and lag(in_touch) over (partition by local_authority_code, child order by collection_year) = 'DIED'
