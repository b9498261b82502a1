-- Each record on each day on which it arrived, with the day its dataset arrived next.
with record as (
    select * from {{ source('landing', 'records') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

load as (
    select * from {{ source('landing', 'loads') }}
    where status in ('accepted', 'warned')
),

-- A file that is sent again unchanged is no new load: the load it repeats tells on which day it last came.
arrival as (
    select
        load_id,
        local_authority_code,
        dataset,
        delivery,
        sequence,
        extract_date as arrival_date
    from load
    union all
    select
        load_id,
        local_authority_code,
        dataset,
        delivery,
        sequence,
        confirmed_date as arrival_date
    from load
    where confirmed_date > extract_date
),

-- Of the pictures of one day, or of one collection year, the last counts, also for the records that it lacks.
counted as (
    select
        arrival.*,
        max(arrival.sequence) over (
            partition by arrival.local_authority_code, arrival.dataset, arrival.arrival_date
        ) as last_sequence
    from arrival
    cross join run_settings
    where arrival.arrival_date <= run_settings.as_at
),

-- Every day on which a dataset arrived, if only to say that there is nothing, with the day it arrived next.
picture as (
    select
        local_authority_code,
        dataset,
        arrival_date,
        lead(arrival_date) over (partition by local_authority_code, dataset order by arrival_date) as next_arrival_date
    from counted
    group by local_authority_code, dataset, arrival_date
),

final as (
    select
        record.local_authority_code,
        record.source,
        record.dataset,
        record.delivery,
        record.record_key,
        counted.arrival_date,
        record.row_hash,
        record.load_id,
        record.row_number,
        picture.next_arrival_date
    from counted
    inner join record on counted.load_id = record.load_id
    inner join picture
        on
            counted.local_authority_code = picture.local_authority_code
            and counted.dataset = picture.dataset
            and counted.arrival_date = picture.arrival_date
    where counted.delivery not in ('full', 'yearly') or counted.sequence = counted.last_sequence
    qualify row_number() over (
        partition by record.local_authority_code, record.dataset, record.record_key, counted.arrival_date
        order by counted.sequence desc, record.row_number desc
    ) = 1
)

select * from final
