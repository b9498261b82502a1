-- History of content by business key over the loads that are in use. A full picture that lacks a key ends it; an
-- increment or a log says nothing about the keys that it does not hold.
with record_day as (
    select * from {{ ref('int_landing__record_day') }}
),

compared as (
    select
        *,
        lag(row_hash) over record_days as previous_row_hash,
        lag(next_arrival_date) over record_days as previous_next_arrival_date
    from record_day
    window record_days as (
        partition by local_authority_code, dataset, record_key
        order by arrival_date
    )
),

versioned as (
    select
        *,
        sum(
            case
                when
                    previous_row_hash = row_hash
                    and (delivery <> 'full' or previous_next_arrival_date = arrival_date) then 0
                else 1
            end
        ) over (
            partition by local_authority_code, dataset, record_key
            order by arrival_date
        ) as version_number
    from compared
),

version as (
    select
        local_authority_code,
        source,
        dataset,
        delivery,
        record_key,
        version_number,
        min(arrival_date) as valid_from_date,
        max(arrival_date) as last_seen_date,
        nullif(
            max(coalesce(next_arrival_date, date '9999-12-31')), date '9999-12-31'
        ) as absent_from_date,
        min(row_hash) as row_hash,
        max_by(load_id, arrival_date) as load_id,
        max_by(row_number, arrival_date) as row_number
    from versioned
    group by local_authority_code, source, dataset, delivery, record_key, version_number
),

final as (
    select
        local_authority_code,
        source,
        dataset,
        record_key,
        valid_from_date,
        case
            when delivery = 'full' then absent_from_date
            else lead(valid_from_date) over (
                partition by local_authority_code, dataset, record_key
                order by valid_from_date
            )
        end as valid_to_date,
        last_seen_date,
        row_hash,
        load_id,
        row_number
    from version
)

select * from final
