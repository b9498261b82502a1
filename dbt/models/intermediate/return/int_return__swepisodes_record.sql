-- Allocations of social workers, by person, with the worker's number as the return wants it. A role that cannot be read
-- may be that of a social worker. A record without a start is listed by its end or extract.
with involvement as (
    select
        *,
        {{ has_unreadable(['invo_professional_role_id']) }} as is_role_unreadable,
        {{ has_unreadable(['invo_involvement_start_date']) }} as is_start_unreadable,
        {{ has_unreadable(['invo_involvement_end_date']) }} as is_end_unreadable,
        {{ has_unreadable(['invo_worker_change_reason']) }} as is_reason_unreadable
    from {{ ref('stg_lcs__involvement') }}
),

professional as (
    select
        *,
        upper(regexp_replace(social_work_england_id, '\s', '', 'g')) as registration_number
    from {{ ref('stg_lcs__professional') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

allocation as (
    select
        involvement.*,
        lcs_person.person_id,
        case
            when
                involvement.involvement_end_date >= involvement.involvement_start_date
                and involvement.involvement_end_date <= run_settings.as_at
                then involvement.involvement_end_date
        end as allocation_end_date,
        coalesce(involvement.involvement_end_date < involvement.involvement_start_date, false) as is_end_before_start,
        professional.registration_number,
        coalesce(professional.registration_number like 'SW%', false) as is_registered,
        'XX' || upper(regexp_replace(coalesce(involvement.professional_id, ''), '[^A-Za-z0-9]', '', 'g')) as stand_in,
        professional.load_id as professional_load_id,
        professional.row_number as professional_row_number
    from involvement
    cross join run_settings
    left join professional
        on
            involvement.local_authority_code = professional.local_authority_code
            and involvement.professional_id = professional.professional_id
    left join lcs_person
        on
            involvement.local_authority_code = lcs_person.local_authority_code
            and involvement.lcs_person_id = lcs_person.lcs_person_id
    where involvement.professional_role_code = 'SW' or involvement.is_role_unreadable
),

final as (
    select
        local_authority_code,
        involvement_id as record_id,
        person_id,
        involvement_start_date as allocation_start_date,
        allocation_end_date,
        coalesce(involvement_start_date, involvement_end_date, extract_date) as listed_from_date,
        case
            when involvement_start_date is null then coalesce(involvement_end_date, extract_date)
            else allocation_end_date
        end as listed_to_date,
        professional_id,
        registration_number,
        is_registered,
        case when is_registered then registration_number else stand_in end as worker_item,
        worker_change_reason_code,
        involvement_start_date = min(case when not is_role_unreadable then involvement_start_date end) over (
            partition by local_authority_code, person_id
        ) as is_first_of_child,
        is_role_unreadable,
        is_start_unreadable,
        is_end_unreadable,
        is_end_before_start,
        is_reason_unreadable,
        load_id,
        row_number,
        professional_load_id,
        professional_row_number
    from allocation
)

select * from final
