select
    local_authority_code,
    person_id,
    valid_from_date,
    valid_to_date
from {{ ref('fct_eligibility') }}
qualify
    valid_to_date <= valid_from_date
    or coalesce(valid_to_date, date '9999-12-31') > lead(valid_from_date) over (
        partition by local_authority_code, person_id
        order by valid_from_date
    )
