-- Measures of two dashboards that are about one thing, or are called the same, and are not made in the same way.
with measures as (
    select * from {{ source('catalogue', 'dashboard_measures') }}
),

indicators as (
    select * from {{ source('catalogue', 'indicators') }}
),

paths as (
    select * from {{ source('landing', 'lineage_paths') }}
    where target_kind = 'indicator' and via = 'feeds'
),

made_from as (
    select
        split_part(target_id, '.', 2) as indicator_id,
        count(*) as fields_count
    from paths
    group by split_part(target_id, '.', 2)
),

described as (
    select
        measures.*,
        indicators.definition,
        indicators.numerator,
        indicators.denominator,
        coalesce(made_from.fields_count, 0) as fields_count
    from measures
    left join indicators on measures.indicator_id = indicators.indicator_id
    left join made_from on measures.indicator_id = made_from.indicator_id
),

paired as (
    select
        a.dashboard_id as a_dashboard_id,
        a.measure_id as a_measure_id,
        a.label as a_label,
        a.concept_id as a_concept_id,
        a.dataset as a_dataset,
        a.field as a_field,
        a.indicator_id as a_indicator_id,
        b.dashboard_id as b_dashboard_id,
        b.measure_id as b_measure_id,
        b.label as b_label,
        b.concept_id as b_concept_id,
        b.dataset as b_dataset,
        b.field as b_field,
        b.indicator_id as b_indicator_id,
        lower(a.label) = lower(b.label) as is_same_label,
        coalesce(a.indicator_id, b.indicator_id) as indicator_id,
        coalesce(a.dataset, b.dataset) as dataset,
        coalesce(a.field, b.field) as field,
        greatest(a.fields_count, b.fields_count) as fields_count,
        coalesce(a.numerator <> b.numerator or a.denominator <> b.denominator, false) as counts_differently
    from described as a
    inner join described as b
        on
            a.dashboard_id < b.dashboard_id
            and (a.concept_id = b.concept_id or lower(a.label) = lower(b.label))
),

judged as (
    select
        paired.*,
        case
            when paired.a_concept_id <> paired.b_concept_id then 'said to be about different things'
            when paired.a_indicator_id is not null and paired.b_indicator_id is not null
                then case when paired.counts_differently then 'people are counted by different rules' end
            when paired.a_indicator_id is null and paired.b_indicator_id is null
                then case
                    when paired.a_dataset <> paired.b_dataset or paired.a_field <> paired.b_field
                        then 'made from different fields'
                end
            when paths.field is null then 'made from different fields'
            when paired.fields_count > 1 then 'made from one field alone and from several together'
        end as difference
    from paired
    left join paths
        on
            'indicator.' || paired.indicator_id = paths.target_id
            and paired.dataset = paths.dataset
            and paired.field = paths.field
),

final as (
    select
        a_dashboard_id,
        a_measure_id,
        b_dashboard_id,
        b_measure_id,
        a_concept_id as concept_id,
        a_label,
        b_label,
        is_same_label,
        a_dataset,
        a_field,
        a_indicator_id,
        b_dataset,
        b_field,
        b_indicator_id,
        difference
    from judged
    where difference is not null
)

select * from final
