-- What is recorded of an earlier permanence order of a person, the latest record; the day as the return writes it.
with previous_permanence as (
    select * from {{ ref('stg_lcs__previous_permanence') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

latest as (
    select
        previous_permanence.*,
        lcs_person.person_id,
        {{ day_first('previous_permanence.order_date_text') }} as day_first_text
    from previous_permanence
    inner join lcs_person
        on
            previous_permanence.local_authority_code = lcs_person.local_authority_code
            and previous_permanence.lcs_person_id = lcs_person.lcs_person_id
    qualify row_number() over (
        partition by lcs_person.local_authority_code, lcs_person.person_id
        order by {{ latest_number_first('previous_permanence.previous_permanence_row_id') }}
    ) = 1
),

final as (
    select
        local_authority_code,
        person_id,
        previous_permanence_code,
        {{ has_unreadable(['lapp_previous_permanence_option']) }} as is_code_unreadable,
        previous_permanence_authority_code,
        {{ has_unreadable(['lapp_previous_permanence_la']) }} as is_authority_unreadable,
        order_date_text,
        {{ allowed_partial_date('day_first_text') }} as order_date_item,
        load_id,
        row_number
    from latest
)

select * from final
