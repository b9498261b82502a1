-- Children adopted in a collection year, with what was recorded of it: by the number of the period of care, else by a
-- decision that lies in it; a decision that stood before one that was reversed, and the latest.
with adoption as (
    select * from {{ ref('int_return__ad1_candidate') }}
    where left_out_reason is null
),

permanence as (
    select * from {{ ref('int_care__permanence') }}
),

final as (
    select
        adoption.local_authority_code,
        adoption.collection_year,
        adoption.person_id,
        adoption.child_id,
        adoption.birth_date,
        '' as line,
        permanence.decision_date,
        permanence.matched_date,
        case when permanence.is_adopted_by_carer then '1' when not permanence.is_adopted_by_carer then '0' end
            as foster_care_item,
        permanence.number_of_adopters_code,
        permanence.adopter_sex_code,
        permanence.adopter_legal_status_code,
        adoption.care_start_date = permanence.care_start_date as is_record_of_period,
        permanence.unreadable_fields,
        permanence.load_id,
        permanence.row_number
    from adoption
    left join permanence
        on
            {{ same_person('adoption', 'permanence') }}
            and (
                adoption.care_start_date = permanence.care_start_date
                or permanence.decision_date between adoption.care_start_date and adoption.adoption_date
            )
    qualify row_number() over (
        partition by adoption.local_authority_code, adoption.collection_year, adoption.person_id
        order by
            coalesce(adoption.care_start_date = permanence.care_start_date, false) desc,
            permanence.reversed_date is not null,
            permanence.decision_date desc nulls last,
            {{ latest_number_first('permanence.permanence_row_id') }}
    ) = 1
)

select * from final
