with recording_fields as (select * from {{ ref('int_domain__recording_field') }}),

datasets as (select * from {{ source('catalogue', 'datasets') }}),

recording_datasets as (
    select
        recording_fields.concept_id,
        datasets.covers_to_age,
        coalesce(datasets.covers_to_age_with_plan, datasets.covers_to_age) as covers_to_age_with_plan
    from recording_fields
    inner join datasets on recording_fields.dataset = datasets.dataset
),

-- One source without an end follows people on, whatever the others do.
final as (
    select
        concept_id,
        max(covers_to_age) as covers_to_age,
        max(covers_to_age_with_plan) as covers_to_age_with_plan
    from recording_datasets
    group by concept_id
    having count(*) = count(covers_to_age)
)

select * from final
