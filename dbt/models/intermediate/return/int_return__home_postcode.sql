-- The home postcode recorded for each period of care, the latest record of it; where the case system has none, the one
-- that a submitted return gives.
with return_record as (
    select * from {{ ref('stg_lcs__return_record') }}
    where home_postcode is not null and care_start_date is not null
),

submitted as (
    select * from {{ ref('int_care__submitted_statement') }}
    where home_postcode is not null and unused_reason is null
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

recorded as (
    select
        lcs_person.local_authority_code,
        lcs_person.person_id,
        return_record.care_start_date,
        return_record.home_postcode,
        return_record.load_id,
        return_record.row_number,
        1 as preference
    from return_record
    inner join lcs_person
        on
            return_record.local_authority_code = lcs_person.local_authority_code
            and return_record.lcs_person_id = lcs_person.lcs_person_id
    qualify row_number() over (
        partition by lcs_person.local_authority_code, lcs_person.person_id, return_record.care_start_date
        order by return_record.extract_date desc, {{ latest_number_first('return_record.return_record_id') }}
    ) = 1
),

told as (
    select * from recorded
    union all
    select
        local_authority_code,
        person_id,
        start_date as care_start_date,
        home_postcode,
        load_id,
        row_number,
        2 as preference
    from submitted
),

final as (
    select
        local_authority_code,
        person_id,
        care_start_date,
        home_postcode,
        load_id,
        row_number
    from told
    qualify row_number() over (
        partition by local_authority_code, person_id, care_start_date
        order by preference
    ) = 1
)

select * from final
