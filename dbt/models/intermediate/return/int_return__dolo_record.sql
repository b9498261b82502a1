-- Orders that deprive a child of liberty, by person. An end on or before the start is no end (rule 702 of the return).
-- A record without a start is listed by its end or extract.
with return_record as (
    select
        *,
        {{ has_unreadable(['dolo_start_date']) }} as is_start_unreadable,
        {{ has_unreadable(['dolo_end_date']) }} as is_end_unreadable
    from {{ ref('stg_lcs__return_record') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

known as (
    select
        return_record.*,
        lcs_person.person_id,
        case
            when
                return_record.dolo_end_date > return_record.dolo_start_date
                and return_record.dolo_end_date <= run_settings.as_at
                then return_record.dolo_end_date
        end as settled_end_date
    from return_record
    cross join run_settings
    left join lcs_person
        on
            return_record.local_authority_code = lcs_person.local_authority_code
            and return_record.lcs_person_id = lcs_person.lcs_person_id
    where
        return_record.dolo_start_date is not null
        or return_record.dolo_end_date is not null
        or return_record.is_start_unreadable
        or return_record.is_end_unreadable
),

final as (
    select
        local_authority_code,
        return_record_id as record_id,
        person_id,
        dolo_start_date,
        settled_end_date,
        coalesce(dolo_start_date, dolo_end_date, extract_date) as listed_from_date,
        case
            when dolo_start_date is null then coalesce(dolo_end_date, extract_date)
            else settled_end_date
        end as listed_to_date,
        is_start_unreadable,
        is_end_unreadable,
        coalesce(dolo_end_date <= dolo_start_date, false) as is_end_not_after_start,
        load_id,
        row_number
    from known
)

select * from final
