-- Deprivation of liberty orders that belong to a collection year, and why some have no line in DoLo.
with record as (
    select * from {{ ref('int_return__dolo_record') }}
),

year as (
    select * from {{ ref('int_return__module_year') }}
    where module = 'DoLo'
),

looked_after as (
    select * from {{ ref('int_return__looked_after') }}
),

in_year as (
    select
        record.*,
        year.collection_year,
        {{ told_in_year('year', 'record.settled_end_date') }} as dolo_end_item
    from record
    inner join year on {{ is_in_year('year', 'record.listed_from_date', 'record.listed_to_date') }}
),

judged as (
    select
        in_year.*,
        case
            when in_year.is_start_unreadable then 'start unreadable'
            when in_year.dolo_start_date is null then 'start not recorded'
            when in_year.person_id is null then 'person unknown to the case system'
            when looked_after.person_id is null then 'no episode in the year'
        end as reason
    from in_year
    left join looked_after
        on
            {{ same_person('in_year', 'looked_after') }}
            and in_year.collection_year = looked_after.collection_year
),

-- Of several orders of a child that begin on one day the one that says how it ended, then the longest.
numbered as (
    select
        *,
        row_number() over (
            partition by local_authority_code, collection_year, person_id, dolo_start_date, reason is null
            order by settled_end_date desc nulls last, {{ latest_number_first('record_id') }}
        ) as number_from_day
    from judged
),

final as (
    select
        local_authority_code,
        collection_year,
        record_id,
        coalesce(person_id, '') as person_id,
        dolo_start_date,
        dolo_end_item,
        is_end_unreadable,
        is_end_not_after_start,
        load_id,
        row_number,
        case
            when reason is not null then reason
            when number_from_day > 1 then 'another record that begins on the same day'
        end as left_out_reason
    from numbered
)

select * from final
