-- Read from the records as they arrived, apart from the models that choose among them: nothing dated in a year of the
-- return is lost before it could be left out with a reason.
with year as (
    select * from {{ ref('int_return__module_year') }}
),

arrived as (
    select
        local_authority_code,
        'Reviews' as module,
        cla_review_id as record_id,
        review_date as record_date
    from {{ ref('stg_lcs__cla_review') }}
    union all
    select
        local_authority_code,
        'Missing' as module,
        missing_episode_row_id as record_id,
        missing_start_date as record_date
    from {{ ref('stg_lcs__missing_episode') }}
    union all
    select
        local_authority_code,
        'DoLo' as module,
        return_record_id as record_id,
        dolo_start_date as record_date
    from {{ ref('stg_lcs__return_record') }}
    union all
    select
        local_authority_code,
        'PlacedAdoption' as module,
        permanence_row_id as record_id,
        placed_for_adoption_decision_date as record_date
    from {{ ref('stg_lcs__permanence') }}
),

candidate as (
    select
        local_authority_code,
        collection_year,
        'Reviews' as module,
        record_id
    from {{ ref('int_return__reviews_candidate') }}
    union all
    select
        local_authority_code,
        collection_year,
        'Missing' as module,
        record_id
    from {{ ref('int_return__missing_candidate') }}
    union all
    select
        local_authority_code,
        collection_year,
        'DoLo' as module,
        record_id
    from {{ ref('int_return__dolo_candidate') }}
    union all
    select
        local_authority_code,
        collection_year,
        'PlacedAdoption' as module,
        record_id
    from {{ ref('int_return__placedadoption_candidate') }}
)

select
    arrived.*,
    year.collection_year
from arrived
inner join year
    on arrived.module = year.module and arrived.record_date between year.start_date and year.known_to_date
left join candidate
    on
        arrived.local_authority_code = candidate.local_authority_code
        and year.collection_year = candidate.collection_year
        and arrived.module = candidate.module
        and arrived.record_id = candidate.record_id
where candidate.record_id is null
