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
        max(records.person_id) over (
            partition by history.local_authority_code, history.dataset, history.record_key
        ) as person_id,
        min(history.valid_from_date) over (
            partition by history.local_authority_code, history.dataset
        ) as first_extract_date
    from history
    left join records
        on
            history.local_authority_code = records.local_authority_code
            and history.dataset = records.dataset
            and history.load_id = records.load_id
            and history.row_number = records.row_number
),

dated as (
    select
        *,
        case
            when valid_from_date = first_extract_date
                then least(coalesce(record_date, valid_from_date), valid_from_date)
            else valid_from_date
        end as entry_date
    from traced
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
