-- Every candidate of a module has a line or a reason for having none, never both; nothing is left out silently.
with reckoning as (
    select * from {{ ref('ssda903__reckoning') }}
)

select
    local_authority_code,
    collection_year,
    module,
    candidate_count,
    returned_count,
    left_out_count
from reckoning
where candidate_count <> returned_count + left_out_count
