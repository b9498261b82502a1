with contact as (
    select * from {{ ref('stg_lcs__care_leaver_contact') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

final as (
    select
        contact.local_authority_code,
        'lcs' as source,
        contact.contact_id,
        lcs_person.person_id,
        contact.contact_date,
        contact.contact_kind_code,
        contact.in_touch_code,
        {{ has_unreadable(['in_touch']) }} as is_in_touch_unreadable,
        contact.activity_code,
        {{ has_unreadable(['activity']) }} as is_activity_unreadable,
        contact.accommodation_code,
        {{ has_unreadable(['accommodation']) }} as is_accommodation_unreadable,
        contact.suitability_code,
        {{ has_unreadable(['suitability']) }} as is_suitability_unreadable,
        contact.recorded_by_id,
        contact.recorded_date,
        'lcs_care_leaver_contacts' as source_dataset,
        contact.load_id,
        contact.row_number
    from contact
    cross join run_settings
    inner join lcs_person
        on
            contact.local_authority_code = lcs_person.local_authority_code
            and contact.lcs_person_id = lcs_person.lcs_person_id
    -- What happened after the day the picture is of is not known on it.
    where contact.contact_date <= run_settings.as_at
)

select * from final
