-- A dataset that may not be linked to persons has no record in the bridge, whatever its rows hold.
select
    bridge.dataset,
    count(*) as row_count
from {{ ref('bridge_person_source_record') }} as bridge
left join {{ source('catalogue', 'datasets') }} as datasets on bridge.dataset = datasets.dataset
where datasets.dataset is null or not datasets.is_linkable
group by bridge.dataset
