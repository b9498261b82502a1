with person as (
    select * from {{ ref('stg_lcs__person') }}
),

return_record as (
    select * from {{ ref('stg_lcs__return_record') }}
),

-- A number that a record of care or of leaving it refers to stays a person although its own row was quarantined or
-- never sent.
referred_to as (
    {{ records_about_people([
        ('ssd_cla_episodes', 'stg_lcs__cla_episode'),
        ('ssd_cla_placement', 'stg_lcs__cla_placement'),
        ('ssd_legal_status', 'stg_lcs__legal_status'),
        ('lcs_care_leaver_contacts', 'stg_lcs__care_leaver_contact'),
        ('ssd_care_leavers', 'stg_lcs__care_leaver'),
        ('lcs_903_items', 'stg_lcs__return_record'),
    ]) }}
),

unknown_person as (
    select
        referred_to.local_authority_code,
        referred_to.lcs_person_id,
        referred_to.dataset,
        referred_to.load_id,
        referred_to.row_number
    from referred_to
    left join person
        on
            referred_to.local_authority_code = person.local_authority_code
            and referred_to.lcs_person_id = person.lcs_person_id
    where person.lcs_person_id is null
    qualify row_number() over (
        partition by referred_to.local_authority_code, referred_to.lcs_person_id
        order by referred_to.dataset, referred_to.load_id, referred_to.row_number
    ) = 1
),

latest_upn as (
    select
        local_authority_code,
        lcs_person_id,
        {{ upn_key('upn') }} as upn,
        load_id,
        row_number
    from return_record
    where {{ upn_key('upn') }} is not null
    qualify row_number() over (
        partition by local_authority_code, lcs_person_id
        order by extract_date desc, {{ latest_number_first('return_record_id') }}
    ) = 1
),

final as (
    select
        person.local_authority_code,
        person.lcs_person_id,
        person.forename,
        person.surname,
        coalesce(person.birth_date, person.expected_birth_date) as birth_date,
        person.birth_date is null and person.expected_birth_date is not null as is_birth_date_estimated,
        latest_upn.upn,
        latest_upn.load_id as upn_load_id,
        latest_upn.row_number as upn_row_number,
        {{ nhs_number_key('person.nhs_number') }} as nhs_number,
        person.sex_code,
        'ssd_person' as row_dataset,
        person.load_id,
        person.row_number
    from person
    left join latest_upn
        on
            person.local_authority_code = latest_upn.local_authority_code
            and person.lcs_person_id = latest_upn.lcs_person_id
    union all
    select
        local_authority_code,
        lcs_person_id,
        cast(null as varchar) as forename,
        cast(null as varchar) as surname,
        cast(null as date) as birth_date,
        false as is_birth_date_estimated,
        cast(null as varchar) as upn,
        cast(null as varchar) as upn_load_id,
        cast(null as bigint) as upn_row_number,
        cast(null as varchar) as nhs_number,
        cast(null as varchar) as sex_code,
        dataset as row_dataset,
        load_id,
        row_number
    from unknown_person
)

select * from final
