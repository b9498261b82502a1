-- History of content by business key over the loads that are in use. A full picture that lacks a key ends it; an
-- increment or a log says nothing about the keys that it does not hold.
with

record as (

    select * from {{ source('landing', 'records') }}

),

load as (

    select * from {{ source('landing', 'loads') }}

),

-- Of the loads and rows of one day the last counts.
daily as (

    select
        record.local_authority_code,
        record.source,
        record.dataset,
        record.delivery,
        record.record_key,
        record.extract_date,
        record.row_hash,
        record.load_id,
        record.row_number
    from record
    left join load on record.load_id = load.load_id
    qualify row_number() over (
        partition by record.local_authority_code, record.dataset, record.record_key, record.extract_date
        order by load.sequence desc, record.load_id, record.row_number desc
    ) = 1

),

-- Every day on which a dataset arrived, with the day it arrived next.
picture as (

    select
        local_authority_code,
        dataset,
        extract_date,
        lead(extract_date) over (partition by local_authority_code, dataset order by extract_date) as next_extract_date
    from daily
    group by local_authority_code, dataset, extract_date

),

compared as (

    select
        daily.*,
        picture.next_extract_date,
        lag(daily.row_hash) over record_days as previous_row_hash,
        lag(picture.next_extract_date) over record_days as previous_next_extract_date
    from daily
    inner join picture
        on
            daily.local_authority_code = picture.local_authority_code
            and daily.dataset = picture.dataset
            and daily.extract_date = picture.extract_date
    window record_days as (
        partition by daily.local_authority_code, daily.dataset, daily.record_key
        order by daily.extract_date
    )

),

versioned as (

    select
        *,
        sum(
            case
                when previous_row_hash = row_hash
                    and (delivery <> 'full' or previous_next_extract_date = extract_date) then 0
                else 1
            end
        ) over (
            partition by local_authority_code, dataset, record_key
            order by extract_date
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
        min(extract_date) as valid_from_date,
        max(extract_date) as last_seen_date,
        nullif(
            max(coalesce(next_extract_date, date '9999-12-31')), date '9999-12-31'
        ) as absent_from_date,
        min(row_hash) as row_hash,
        max_by(load_id, extract_date) as load_id,
        max_by(row_number, extract_date) as row_number
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
