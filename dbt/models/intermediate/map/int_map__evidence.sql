with fills as (select * from {{ ref('int_map__fill') }}),

final as (
    select
        local_authority_code,
        concept_id,
        count(*) as cohort_count,
        count(age_days) as dated_count,
        median(age_days) as median_age_days,
        count(*) filter (where is_past_remit) as past_remit_count
    from fills
    group by local_authority_code, concept_id
)

select * from final
