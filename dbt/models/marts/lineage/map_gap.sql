with concepts as (
    select * from {{ source('catalogue', 'concepts') }}
),

-- What is missing in the catalogue or in the code is missing in every authority.
anywhere as (
    select
        gap_kind,
        subject_id,
        label,
        domain_id,
        message
    from {{ ref('map_gap_field') }}
    union all
    select
        gap_kind,
        subject_id,
        label,
        domain_id,
        message
    from {{ ref('map_gap_concept') }}
    union all
    select
        gap_kind,
        subject_id,
        label,
        domain_id,
        message
    from {{ ref('map_gap_target') }}
),

final as (
    select
        '' as local_authority_code,
        anywhere.gap_kind,
        anywhere.subject_id,
        anywhere.label,
        anywhere.domain_id,
        anywhere.message,
        concepts.concept_id,
        cast(null as bigint) as numerator_shown,
        cast(null as bigint) as denominator_shown,
        cast(null as double) as value_shown,
        cast(null as double) as value_low_shown,
        cast(null as double) as value_high_shown,
        cast(null as varchar) as unit
    from anywhere
    left join concepts on anywhere.subject_id = concepts.concept_id
    union all
    select
        local_authority_code,
        gap_kind,
        subject_id,
        label,
        domain_id,
        message,
        concept_id,
        numerator_shown,
        denominator_shown,
        value_shown,
        value_low_shown,
        value_high_shown,
        unit
    from {{ ref('map_gap_fill') }}
    union all
    select
        local_authority_code,
        gap_kind,
        subject_id,
        label,
        domain_id,
        message,
        concept_id,
        numerator_shown,
        denominator_shown,
        value_shown,
        value_low_shown,
        value_high_shown,
        unit
    from {{ ref('map_gap_evidence') }}
)

select * from final
