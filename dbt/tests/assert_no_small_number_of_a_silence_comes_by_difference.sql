-- Everybody less the groups that are shown leaves no count of 1 to 5, by any breakdown and for any of the numbers.
with silences as (

    select * from {{ ref('map_silence') }}

),

breakdowns as (

    select breakdown
    from silences
    where breakdown <> 'all'
    group by breakdown

),

signed as (

    select
        silences.*,
        breakdowns.breakdown as taken_from,
        case when silences.breakdown = 'all' then 1 else -1 end as sign
    from silences
    inner join breakdowns on silences.breakdown in ('all', breakdowns.breakdown)

),

left_over as (

    select
        local_authority_code,
        concept_id,
        taken_from,
        sum(sign * cohort_count_shown) as cohort_count,
        sum(sign * recorded_count_shown) as recorded_count,
        sum(sign * (asked_count_shown - recorded_count_shown)) as without_count,
        sum(sign * out_of_scope_count_shown) as out_of_scope_count,
        sum(sign * unreadable_count_shown) as unreadable_count,
        sum(sign * not_recorded_count_shown) as not_recorded_count,
        count_if(breakdown = 'all' and recorded_count_shown is not null) = 1 as has_total,
        count_if(breakdown = 'all' and unreadable_count_shown is not null) = 1 as has_reasons
    from signed
    group by local_authority_code, concept_id, taken_from

),

final as (

    select *
    from left_over
    where
        {{ is_few('cohort_count') }}
        or (
            has_total
            and ({{ is_few('recorded_count') }} or {{ is_few('without_count') }} or {{ is_few('out_of_scope_count') }})
        )
        or (has_reasons and ({{ is_few('unreadable_count') }} or {{ is_few('not_recorded_count') }}))

)

select * from final
