-- Allocations of social workers of a collection year, and whether the child was looked after during them in that year.
-- Social workers of children who never came into care are none of the return's business.
with record as (
    select * from {{ ref('int_return__swepisodes_record') }}
),

year as (
    select * from {{ ref('int_return__module_year') }}
    where module = 'SWEpisodes'
),

spell as (
    select * from {{ ref('fct_care_spell') }}
),

ever_in_care as (
    select
        local_authority_code,
        person_id
    from spell
    group by local_authority_code, person_id
),

in_year as (
    select
        record.*,
        year.collection_year,
        year.start_date,
        year.known_to_date,
        coalesce(record.allocation_start_date >= year.module_start_date, true) as is_reason_asked,
        {{ told_in_year('year', 'record.allocation_end_date') }} as allocation_end_item
    from record
    inner join year on {{ is_in_year('year', 'record.listed_from_date', 'record.listed_to_date') }}
    left join ever_in_care on {{ same_person('record', 'ever_in_care') }}
    where ever_in_care.person_id is not null or record.person_id is null
),

-- Care and allocation share a day of the year; the day on which either ends counts.
in_care as (
    select
        in_year.local_authority_code,
        in_year.collection_year,
        in_year.record_id
    from in_year
    inner join spell
        on
            {{ same_person('in_year', 'spell') }}
            and in_year.known_to_date >= spell.spell_start_date
            and in_year.start_date <= coalesce(spell.spell_end_date, in_year.start_date)
            and in_year.allocation_start_date <= coalesce(spell.spell_end_date, in_year.known_to_date)
            and coalesce(in_year.allocation_end_date, spell.spell_start_date) >= spell.spell_start_date
    where not spell.is_short_break
    group by in_year.local_authority_code, in_year.collection_year, in_year.record_id
),

final as (
    select
        in_year.local_authority_code,
        in_year.collection_year,
        in_year.record_id,
        in_year.person_id,
        in_year.allocation_start_date,
        in_year.allocation_end_date,
        in_year.allocation_end_item,
        in_year.professional_id,
        in_year.registration_number,
        in_year.is_registered,
        in_year.worker_item,
        in_year.worker_change_reason_code,
        in_year.is_first_of_child,
        in_year.is_reason_asked,
        in_year.is_role_unreadable,
        in_year.is_start_unreadable,
        in_year.is_end_unreadable,
        in_year.is_end_before_start,
        in_year.is_reason_unreadable,
        in_year.load_id,
        in_year.row_number,
        in_year.professional_load_id,
        in_year.professional_row_number,
        in_care.record_id is not null as is_in_care
    from in_year
    left join in_care
        on
            in_year.local_authority_code = in_care.local_authority_code
            and in_year.collection_year = in_care.collection_year
            and in_year.record_id = in_care.record_id
)

select * from final
