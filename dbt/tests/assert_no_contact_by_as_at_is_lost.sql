select
    contact.local_authority_code,
    contact.contact_id
from {{ ref('stg_lcs__care_leaver_contact') }} as contact
cross join {{ source('landing', 'run_settings') }} as run_settings
left join {{ ref('fct_care_leaver_contact') }} as kept
    on
        contact.local_authority_code = kept.local_authority_code
        and contact.contact_id = kept.contact_id
where contact.contact_date <= run_settings.as_at and kept.contact_id is null
