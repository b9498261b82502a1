with attribute as (
    select * from {{ ref('int_person__lcs_attribute') }}
),

birth_date as (
    select * from {{ ref('int_person__birth_date') }}
),

family_and_status as (
    select * from {{ ref('int_person__family_and_status') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

record_count as (
    select
        local_authority_code,
        person_id,
        count(*) as source_record_count
    from {{ ref('int_person__link') }}
    where person_id is not null
    group by local_authority_code, person_id
),

final as (
    select
        attribute.local_authority_code,
        attribute.person_id,
        attribute.lcs_person_id,
        'lcs' as anchor_source,
        cast(record_count.source_record_count as integer) as source_record_count,
        attribute.forename,
        attribute.surname,
        birth_date.birth_date,
        coalesce(birth_date.is_birth_date_estimated, false) as is_birth_date_estimated,
        attribute.has_unreadable_birth_date and birth_date.birth_date is null as is_birth_date_unreadable,
        attribute.sex_code,
        attribute.has_unreadable_sex and attribute.sex_code is null as is_sex_unreadable,
        attribute.gender_code,
        attribute.ethnicity_code,
        attribute.has_unreadable_ethnicity and attribute.ethnicity_code is null as is_ethnicity_unreadable,
        attribute.upn,
        attribute.upn_unknown_code,
        attribute.nhs_number,
        case when attribute.death_date <= run_settings.as_at then attribute.death_date end as death_date,
        attribute.is_mother,
        family_and_status.first_child_birth_date,
        family_and_status.is_formerly_uasc,
        family_and_status.uasc_claim_end_date,
        attribute.row_dataset,
        attribute.load_id,
        attribute.row_number
    from attribute
    cross join run_settings
    inner join record_count on {{ same_person('attribute', 'record_count') }}
    inner join family_and_status on {{ same_person('attribute', 'family_and_status') }}
    left join birth_date on {{ same_person('attribute', 'birth_date') }}
)

select * from final
