-- What was typed when: a record that is new or has changed is one entry, whatever changed in it. What the first extract
-- of a dataset holds was typed before it, so its records count on the day that they tell of, where they tell of one.
with history as (select * from {{ ref('int_landing__record_history') }}),

records as (select * from {{ ref('int_map__record_person') }}),

years as (select * from {{ source('catalogue', 'collection_years') }}),

traced as (
    select
        history.local_authority_code,
        history.dataset,
        history.record_key,
        history.valid_from_date,
        records.record_date,
        records.person_id
    from history
    left join records
        on
            history.local_authority_code = records.local_authority_code
            and history.dataset = records.dataset
            and history.load_id = records.load_id
            and history.row_number = records.row_number
),

people as (
    select
        local_authority_code,
        dataset,
        record_key,
        max(person_id) as person_id
    from traced
    group by local_authority_code, dataset, record_key
),

first_extracts as (
    select
        local_authority_code,
        dataset,
        min(valid_from_date) as extract_date
    from history
    group by local_authority_code, dataset
),

dated as (
    select
        traced.local_authority_code,
        traced.dataset,
        traced.record_key,
        traced.valid_from_date,
        people.person_id,
        case
            when traced.valid_from_date = first_extracts.extract_date
                then least(coalesce(traced.record_date, traced.valid_from_date), traced.valid_from_date)
            else traced.valid_from_date
        end as entry_date
    from traced
    inner join people
        on
            traced.local_authority_code = people.local_authority_code
            and traced.dataset = people.dataset
            and traced.record_key = people.record_key
    inner join first_extracts
        on
            traced.local_authority_code = first_extracts.local_authority_code
            and traced.dataset = first_extracts.dataset
),

final as (
    select
        dated.local_authority_code,
        dated.dataset,
        dated.record_key,
        dated.valid_from_date,
        dated.person_id,
        dated.entry_date,
        years.collection_year
    from dated
    inner join years on dated.entry_date between years.start_date and years.end_date
)

select * from final
