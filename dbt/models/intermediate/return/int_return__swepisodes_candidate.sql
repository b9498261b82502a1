-- Why some allocations of a collection year have no line in SWEpisodes.
with in_year as (
    select * from {{ ref('int_return__swepisodes_in_year') }}
),

judged as (
    select
        *,
        case
            when is_start_unreadable then 'start unreadable'
            when allocation_start_date is null then 'start not recorded'
            when person_id is null then 'person unknown to the case system'
            when not is_in_care then 'not looked after during the allocation in the year'
            when is_role_unreadable then 'role of the worker unreadable'
        end as reason
    from in_year
),

-- Of several of a child and worker that begin on one day the one that says how it ended, then the longest.
numbered as (
    select
        *,
        row_number() over (
            partition by
                local_authority_code, collection_year, person_id, worker_item, allocation_start_date, reason is null
            order by allocation_end_date desc nulls last, {{ latest_number_first('record_id') }}
        ) as number_from_day
    from judged
),

final as (
    select
        local_authority_code,
        collection_year,
        record_id,
        coalesce(person_id, '') as person_id,
        allocation_start_date,
        allocation_end_item,
        professional_id,
        registration_number,
        is_registered,
        worker_item,
        worker_change_reason_code,
        is_first_of_child,
        is_reason_asked,
        is_end_unreadable,
        is_end_before_start,
        is_reason_unreadable,
        load_id,
        row_number,
        professional_load_id,
        professional_row_number,
        case
            when reason is not null then reason
            when number_from_day > 1 then 'another record of the same allocation'
        end as left_out_reason
    from numbered
)

select * from final
