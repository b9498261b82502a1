with counts as (select * from {{ ref('int_map__fill_count') }}),

parameters as (
    select
        max(case when parameter = 'recorded_for_few_share' then cast(value as double) end) as few_share,
        max(case when parameter = 'silent_group_least_difference' then cast(value as double) end) as least_difference
    from {{ source('catalogue', 'parameters') }}
),

with_rest as (
    select
        *,
        cast(sum(recorded_count) over breakdowns as bigint) - recorded_count as rest_recorded_count,
        cast(sum(asked_count) over breakdowns as bigint) - asked_count as rest_asked_count
    from counts
    window breakdowns as (partition by local_authority_code, concept_id, breakdown)
),

measured as (
    select
        *,
        recorded_count / nullif(asked_count, 0) as share,
        {{ wilson_low('recorded_count', 'asked_count') }} as share_low,
        {{ wilson_high('recorded_count', 'asked_count') }} as share_high,
        rest_recorded_count / nullif(rest_asked_count, 0) as rest_share,
        {{ wilson_low('rest_recorded_count', 'rest_asked_count') }} as rest_share_low,
        {{ wilson_high('rest_recorded_count', 'rest_asked_count') }} as rest_share_high,
        -- An authority has hundreds of groups: at 95 per cent one or two would be called silent by chance in each.
        {{ wilson_high('recorded_count', 'asked_count', 99) }}
        < {{ wilson_low('rest_recorded_count', 'rest_asked_count', 99) }} as is_clearly_below
    from with_rest
),

final as (
    select
        measured.local_authority_code,
        measured.concept_id,
        measured.breakdown,
        measured.code_set,
        measured.group_id,
        measured.cohort_count,
        measured.recorded_count,
        measured.unreadable_count,
        measured.not_recorded_count,
        measured.out_of_scope_count,
        measured.asked_count,
        measured.rest_recorded_count,
        measured.rest_asked_count,
        measured.share,
        measured.share_low,
        measured.share_high,
        measured.rest_share,
        measured.rest_share_low,
        measured.rest_share_high,
        coalesce(measured.share < parameters.few_share, false) as is_recorded_for_few,
        -- Of a handful of people nothing is said: that nothing is recorded of one is no silence of a group.
        coalesce(
            measured.asked_count >= {{ fewest_people_shown() }}
            and measured.rest_asked_count >= {{ fewest_people_shown() }}
            and measured.is_clearly_below
            and measured.rest_share - measured.share >= parameters.least_difference,
            false
        ) as is_silent
    from measured
    cross join parameters
)

select * from final
