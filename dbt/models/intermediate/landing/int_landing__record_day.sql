-- Each record on each day on which it arrived, with the day its dataset arrived next.
with record as (
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
        order by load.sequence desc, record.load_id asc, record.row_number desc
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

final as (
    select
        daily.*,
        picture.next_extract_date
    from daily
    inner join picture
        on
            daily.local_authority_code = picture.local_authority_code
            and daily.dataset = picture.dataset
            and daily.extract_date = picture.extract_date
)

select * from final
