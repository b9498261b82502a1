-- Items of Header that are missing, unreadable or filled by default.
with header as (
    select * from {{ ref('int_return__header') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

described as (
    select
        header.*,
        person.is_birth_date_unreadable,
        person.is_mother as is_marked_mother
    from header
    inner join person on {{ same_person('header', 'person') }}
),

candidate as (
    select
        *,
        '' as record_id
    from {{ ref('int_return__header_candidate') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        '' as line,
        'SEX' as item,
        'incomplete' as kind,
        case when is_sex_unreadable then 'unreadable' else 'not recorded' end as reason
    from described
    where sex_code is null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        '' as line,
        'DOB' as item,
        'incomplete' as kind,
        case when is_birth_date_unreadable then 'unreadable' else 'not recorded' end as reason
    from described
    where birth_date is null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        '' as line,
        'ETHNIC' as item,
        'incomplete' as kind,
        case when is_ethnicity_unreadable then 'unreadable' else 'not recorded' end as reason
    from described
    where ethnicity_code is null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        '' as line,
        'UPN' as item,
        'incomplete' as kind,
        'neither a number nor a reason for having none is recorded' as reason
    from described
    where upn is null and upn_unknown_code is null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        '' as line,
        'MC_DOB' as item,
        'incomplete' as kind,
        'marked as a mother, but no date of birth of a child is recorded' as reason
    from described
    where is_marked_mother and mother_item = '0' and first_child_birth_date is null
    union all
    {{ left_out_records() }}
)

select * from final
