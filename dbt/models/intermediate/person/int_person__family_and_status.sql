-- Facts about a person that the case system keeps in tables of their own, as far as they are known at as_at.
with lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

first_child as (
    select
        mother.local_authority_code,
        mother.lcs_person_id,
        min(mother.child_birth_date) as first_child_birth_date,
        min_by(mother.load_id, mother.child_birth_date) as first_child_load_id,
        min_by(mother.row_number, mother.child_birth_date) as first_child_row_number
    from {{ ref('stg_lcs__mother') }} as mother
    cross join run_settings
    where mother.child_birth_date <= run_settings.as_at
    group by mother.local_authority_code, mother.lcs_person_id
),

asylum_status as (
    select
        status.local_authority_code,
        status.lcs_person_id,
        bool_or(status.immigration_status_code = 'UASC') as is_formerly_uasc
    from {{ ref('stg_lcs__immigration_status') }} as status
    cross join run_settings
    where {{ has_begun('status.status_start_date') }}
    group by status.local_authority_code, status.lcs_person_id
),

asylum_claim as (
    select
        return_record.local_authority_code,
        return_record.lcs_person_id,
        max({{ known_date('return_record.uasc_claim_end_date') }}) as uasc_claim_end_date
    from {{ ref('stg_lcs__return_record') }} as return_record
    cross join run_settings
    group by return_record.local_authority_code, return_record.lcs_person_id
),

final as (
    select
        lcs_person.local_authority_code,
        lcs_person.person_id,
        min(first_child.first_child_birth_date) as first_child_birth_date,
        min_by(first_child.first_child_load_id, first_child.first_child_birth_date) as first_child_load_id,
        min_by(first_child.first_child_row_number, first_child.first_child_birth_date) as first_child_row_number,
        coalesce(bool_or(asylum_status.is_formerly_uasc), false)
        or max(asylum_claim.uasc_claim_end_date) is not null as is_formerly_uasc,
        max(asylum_claim.uasc_claim_end_date) as uasc_claim_end_date
    from lcs_person
    left join first_child
        on
            lcs_person.local_authority_code = first_child.local_authority_code
            and lcs_person.lcs_person_id = first_child.lcs_person_id
    left join asylum_status
        on
            lcs_person.local_authority_code = asylum_status.local_authority_code
            and lcs_person.lcs_person_id = asylum_status.lcs_person_id
    left join asylum_claim
        on
            lcs_person.local_authority_code = asylum_claim.local_authority_code
            and lcs_person.lcs_person_id = asylum_claim.lcs_person_id
    group by lcs_person.local_authority_code, lcs_person.person_id
)

select * from final
