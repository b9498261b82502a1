with evidence as (select * from {{ ref('int_map__evidence') }}),

remits as (select * from {{ ref('int_map__remit') }}),

concepts as (select * from {{ source('catalogue', 'concepts') }}),

parameters as (
    select cast(value as integer) as old_days from {{ source('catalogue', 'parameters') }}
    where parameter = 'evidence_old_days'
),

old as (
    select
        evidence.local_authority_code,
        'evidence_old' as gap_kind,
        evidence.concept_id,
        'Half of what is on record with a date is older than '
        || {{ age_in_words('evidence.median_age_days') }} || '.' as message,
        cast(null as bigint) as numerator_shown,
        cast(null as bigint) as denominator_shown,
        evidence.median_age_days as value_shown,
        'days' as unit
    from evidence
    cross join parameters
    -- The median of a handful of people may be one person's.
    where evidence.dated_count >= {{ fewest_people_shown() }} and evidence.median_age_days > parameters.old_days
),

-- How many have passed the age is told whatever plan they have: as many for every concept that ends there.
ending as (
    select
        evidence.local_authority_code,
        evidence.concept_id,
        'Whoever records it stops at the age of ' || remits.covers_to_age
        || case
            when remits.covers_to_age_with_plan > remits.covers_to_age
                then ' (' || remits.covers_to_age_with_plan || ' with an education, health and care plan).'
            else '.'
        end as message,
        ' of ' || evidence.cohort_count || ' people are ' || remits.covers_to_age || ' or older.' as people_message,
        case
            when not {{ is_small('evidence.past_remit_count', 'evidence.cohort_count') }}
                then evidence.past_remit_count
        end as past_remit_count_shown,
        evidence.cohort_count
    from evidence
    inner join remits on evidence.concept_id = remits.concept_id
    where remits.covers_to_age <= 18
),

stacked as (
    select * from old
    union all
    select
        local_authority_code,
        'coverage_ends_at_18' as gap_kind,
        concept_id,
        message || coalesce(' ' || past_remit_count_shown || people_message, '') as message,
        past_remit_count_shown as numerator_shown,
        case when past_remit_count_shown is not null then cohort_count end as denominator_shown,
        round(100.0 * past_remit_count_shown / cohort_count, 1) as value_shown,
        'percent' as unit
    from ending
),

final as (
    select
        stacked.local_authority_code,
        stacked.gap_kind,
        stacked.concept_id as subject_id,
        concepts.label,
        concepts.domain_id,
        stacked.message,
        stacked.concept_id,
        stacked.numerator_shown,
        stacked.denominator_shown,
        stacked.value_shown,
        cast(null as double) as value_low_shown,
        cast(null as double) as value_high_shown,
        stacked.unit
    from stacked
    inner join concepts on stacked.concept_id = concepts.concept_id
)

select * from final
