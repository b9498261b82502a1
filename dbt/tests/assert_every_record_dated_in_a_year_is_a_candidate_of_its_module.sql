-- Counted from the records as they arrived, apart from the models that choose among them: nothing dated in a year of
-- the return is lost before it could be left out with a reason.
with year as (
    select * from {{ ref('int_return__module_year') }}
),

arrived as (
    select
        review.local_authority_code,
        year.collection_year,
        'Reviews' as module,
        count(*) as record_count
    from {{ ref('stg_lcs__cla_review') }} as review
    inner join year
        on year.module = 'Reviews' and review.review_date between year.start_date and year.known_to_date
    group by review.local_authority_code, year.collection_year
    union all
    select
        missing.local_authority_code,
        year.collection_year,
        'Missing' as module,
        count(*) as record_count
    from {{ ref('stg_lcs__missing_episode') }} as missing
    inner join year
        on year.module = 'Missing' and missing.missing_start_date between year.start_date and year.known_to_date
    group by missing.local_authority_code, year.collection_year
    union all
    select
        return_record.local_authority_code,
        year.collection_year,
        'DoLo' as module,
        count(*) as record_count
    from {{ ref('stg_lcs__return_record') }} as return_record
    inner join year
        on year.module = 'DoLo' and return_record.dolo_start_date between year.start_date and year.known_to_date
    group by return_record.local_authority_code, year.collection_year
),

reckoning as (
    select * from {{ ref('ssda903__reckoning') }}
)

select
    arrived.*,
    reckoning.candidate_count
from arrived
left join reckoning
    on
        arrived.local_authority_code = reckoning.local_authority_code
        and arrived.collection_year = reckoning.collection_year
        and arrived.module = reckoning.module
where reckoning.candidate_count is null or reckoning.candidate_count < arrived.record_count
