with rolling as (
    select * from {{ ref('int_indicator__rolling_value') }}
    qualify period_end_date = max(period_end_date) over ()
),

groups as (select * from {{ ref('int_domain__person_group') }}),

districts as (select * from {{ ref('int_domain__person_district') }}),

persons as (select * from {{ ref('dim_person') }}),

-- Whoever counted in the year but is no longer described has a sex and a past; of their home nothing is known now.
grouped as (
    select
        rolling.local_authority_code,
        rolling.indicator_id,
        rolling.period_end_date,
        rolling.is_met,
        coalesce(groups.sex_group, persons.sex_code, 'NOT_KNOWN') as sex_group,
        coalesce(groups.home_group, 'NOT_KNOWN') as home_group,
        coalesce(groups.unaccompanied_group, case when persons.is_formerly_uasc then 'YES' else 'NO' end)
            as unaccompanied_group,
        coalesce(groups.touch_group, 'NOT_KNOWN') as touch_group,
        coalesce(districts.district_code, 'NOT_KNOWN') as district_group
    from rolling
    inner join persons on {{ same_person('rolling', 'persons') }}
    left join groups on {{ same_person('rolling', 'groups') }}
    left join districts on {{ same_person('rolling', 'districts') }}
),

stacked as (
    {{ stack_groups('grouped') }}
),

final as (
    select
        local_authority_code,
        indicator_id,
        period_end_date,
        breakdown,
        code_set,
        group_id,
        count_if(is_met) as numerator,
        count(*) as denominator
    from stacked
    group by local_authority_code, indicator_id, period_end_date, breakdown, code_set, group_id
)

select * from final
