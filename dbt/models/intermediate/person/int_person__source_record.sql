with unioned as (
    select
        local_authority_code,
        'lcs' as source,
        'ssd_person' as dataset,
        lcs_person_id as source_record_id,
        lcs_person_id,
        forename,
        forename || ' ' || surname as full_name,
        birth_date,
        is_birth_date_estimated,
        upn,
        nhs_number,
        cast(null as varchar) as postcode,
        sex_code,
        row_dataset,
        load_id,
        row_number
    from {{ ref('int_person__lcs_record') }}
    union all
    select
        local_authority_code,
        'ccis' as source,
        'young_person' as dataset,
        ccis_client_id as source_record_id,
        null as lcs_person_id,
        forename,
        forename || ' ' || surname as full_name,
        birth_date,
        false as is_birth_date_estimated,
        upn,
        null as nhs_number,
        postcode,
        gender_code as sex_code,
        'young_person' as row_dataset,
        load_id,
        row_number
    from {{ ref('stg_ccis__young_person') }}
    union all
    select
        local_authority_code,
        'housing' as source,
        dataset,
        source_record_id,
        null as lcs_person_id,
        null as forename,
        full_name,
        birth_date,
        false as is_birth_date_estimated,
        null as upn,
        null as nhs_number,
        postcode,
        null as sex_code,
        dataset as row_dataset,
        load_id,
        row_number
    from {{ ref('int_person__housing_record') }}
    union all
    select
        local_authority_code,
        'health' as source,
        'cla_health' as dataset,
        record_key as source_record_id,
        null as lcs_person_id,
        forename,
        forename || ' ' || surname as full_name,
        birth_date,
        false as is_birth_date_estimated,
        null as upn,
        nhs_number,
        null as postcode,
        null as sex_code,
        'cla_health' as row_dataset,
        load_id,
        row_number
    from {{ ref('stg_health__health_record') }}
    union all
    select
        local_authority_code,
        'virtual_school' as source,
        'pupils' as dataset,
        record_key as source_record_id,
        null as lcs_person_id,
        forename,
        forename || ' ' || surname as full_name,
        birth_date,
        false as is_birth_date_estimated,
        upn,
        null as nhs_number,
        null as postcode,
        null as sex_code,
        'pupils' as row_dataset,
        load_id,
        row_number
    from {{ ref('stg_virtual_school__pupil') }}
    union all
    select
        local_authority_code,
        source,
        dataset,
        source_record_id,
        lcs_person_id,
        null as forename,
        null as full_name,
        birth_date,
        false as is_birth_date_estimated,
        null as upn,
        null as nhs_number,
        null as postcode,
        null as sex_code,
        dataset as row_dataset,
        load_id,
        row_number
    from {{ ref('int_person__referring_record') }}
),

default_birth_day as (
    select value as month_and_day from {{ source('catalogue', 'parameters') }}
    where parameter = 'default_birth_day'
),

final as (
    select
        local_authority_code,
        source,
        dataset,
        source_record_id,
        lcs_person_id,
        {{ name_key('forename') }} as forename_key,
        {{ name_key('full_name') }} as name_key,
        birth_date,
        is_birth_date_estimated,
        coalesce(strftime(unioned.birth_date, '%m-%d') = default_birth_day.month_and_day, false)
            as is_birth_date_default,
        {{ upn_key('upn') }} as upn,
        {{ nhs_number_key('nhs_number') }} as nhs_number,
        {{ postcode_key('postcode') }} as postcode,
        nullif(sex_code, 'U') as sex_code,
        row_dataset,
        load_id,
        row_number
    from unioned
    cross join default_birth_day
)

select * from final
