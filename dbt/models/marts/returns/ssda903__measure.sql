with counted as (
    {{ count_measures(
        ref('int_return__measured_leaver'),
        [
            'in_touch', 'refused_contact', 'no_longer_needs_services', 'not_in_touch', 'received_support_22_to_25',
            'suitable_accommodation_22_to_25', 'in_education_employment_or_training_22_to_25'
        ],
        ['age_years_text', 'age_band']
    ) }}
    union all
    {{ count_measures(
        ref('int_return__measured_leaver'),
        [
            'care_leavers', 'suitable_accommodation', 'unsuitable_accommodation', 'accommodation_not_known',
            'in_education_employment_or_training', 'not_in_education_employment_or_training', 'activity_not_known'
        ],
        ['age_band']
    ) }}
    union all
    {{ count_measures(
        ref('int_return__measured_outcome'),
        [
            'looked_after_all_year', 'health_assessment', 'dental_check', 'immunisations', 'development_checks',
            'convicted', 'substance_misuse', 'intervention_received', 'intervention_offered', 'sdq_scored',
            'sdq_average', 'sdq_normal', 'sdq_borderline', 'sdq_concern', 'reviewed'
        ]
    ) }}
    union all
    {{ count_measures(
        ref('int_return__measured_child'),
        ['looked_after', 'started', 'ceased', 'adopted', 'went_missing', 'away_without_leave']
    ) }}
    union all
    {{ count_measures(
        ref('int_return__measured_placement'),
        [
            'unaccompanied', 'fostered_by_relative_or_friend', 'fostered_by_other_carer',
            'in_childrens_home_or_supported_accommodation', 'placed_for_adoption', 'placed_with_parents',
            'placed_elsewhere', 'placed_outside_authority'
        ]
    ) }}
    union all
    {{ count_measures(ref('int_return__measured_review'), ['reviews_held', 'took_part_in_review']) }}
),

measure as (
    select * from {{ source('catalogue', 'return_measures') }}
    where return_id = 'ssda903'
),

year as (
    select * from {{ ref('ssda903__year') }}
),

final as (
    select
        counted.local_authority_code,
        counted.collection_year,
        counted.measure,
        counted.age_group,
        counted.numerator,
        case when measure.unit <> 'count' then counted.denominator end as denominator,
        year.is_provisional
    from counted
    inner join measure on counted.measure = measure.measure
    inner join year on counted.collection_year = year.collection_year
)

select * from final
