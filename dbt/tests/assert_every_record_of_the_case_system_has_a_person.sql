-- A number of the case system is a person, also where its own row never arrived.
select
    local_authority_code,
    source_record_id
from {{ ref('bridge_person_source_record') }}
where source = 'lcs' and person_id is null
