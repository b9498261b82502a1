select
    local_authority_code,
    "CHILD" as child_id,
    collection_year,
    "IN_TOUCH" as in_touch_code
from {{ ref('ssda903__oc3') }}
qualify
    "IN_TOUCH" <> 'DIED'
    and lag("IN_TOUCH") over (partition by local_authority_code, "CHILD" order by collection_year) = 'DIED'
