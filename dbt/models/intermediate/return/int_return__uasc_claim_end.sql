-- The end of each person's claim, the latest of several. A cell that cannot be read counts where no other has a date.
with return_record as (
    select
        *,
        {{ has_unreadable(['uasc_claim_ended_date']) }} as is_unreadable
    from {{ ref('stg_lcs__return_record') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

final as (
    select
        return_record.local_authority_code,
        lcs_person.person_id,
        return_record.return_record_id as record_id,
        return_record.uasc_claim_end_date as claim_end_date,
        return_record.is_unreadable,
        return_record.load_id,
        return_record.row_number
    from return_record
    cross join run_settings
    inner join lcs_person
        on
            return_record.local_authority_code = lcs_person.local_authority_code
            and return_record.lcs_person_id = lcs_person.lcs_person_id
    where return_record.uasc_claim_end_date <= run_settings.as_at or return_record.is_unreadable
    qualify row_number() over (
        partition by return_record.local_authority_code, lcs_person.person_id
        order by
            return_record.uasc_claim_end_date desc nulls last,
            {{ latest_number_first('return_record.return_record_id') }}
    ) = 1
)

select * from final
