-- Everyone with an episode in a collection year, and why some are not in OC2: read from periods and spells of care,
-- apart from the model that chooses who is.
with year as (
    select * from {{ ref('int_return__module_year') }}
    where module = 'OC2'
),

looked_after as (
    select * from {{ ref('int_return__looked_after') }}
),

period as (
    select
        looked_after.local_authority_code,
        looked_after.collection_year,
        looked_after.person_id,
        count(*) as period_count,
        bool_or(
            period.care_start_date <= year.start_date
            and (period.care_end_date is null or period.care_end_date >= year.known_to_date)
        ) as is_all_year
    from looked_after
    inner join year on looked_after.collection_year = year.collection_year
    inner join {{ ref('int_care__period') }} as period
        on
            {{ same_person('looked_after', 'period') }}
            and year.end_date >= period.care_start_date
            and (year.start_date <= period.care_end_date or period.care_end_date is null)
    group by looked_after.local_authority_code, looked_after.collection_year, looked_after.person_id
),

short_break as (
    select
        looked_after.local_authority_code,
        looked_after.collection_year,
        looked_after.person_id
    from looked_after
    inner join year on looked_after.collection_year = year.collection_year
    inner join {{ ref('fct_care_spell') }} as spell
        on
            {{ same_person('looked_after', 'spell') }}
            and year.end_date >= spell.spell_start_date
            and (year.start_date <= spell.spell_end_date or spell.spell_end_date is null)
    where spell.is_short_break
    group by looked_after.local_authority_code, looked_after.collection_year, looked_after.person_id
),

final as (
    select
        looked_after.local_authority_code,
        looked_after.collection_year,
        looked_after.person_id,
        case
            when not coalesce(period.is_all_year, false) then 'not in one period of care all the year'
            when period.period_count > 1 then 'in another period of care on the first day of the year'
            when short_break.person_id is not null then 'in a short break in the year'
        end as left_out_reason
    from looked_after
    inner join year on looked_after.collection_year = year.collection_year
    left join period on {{ same_child('looked_after', 'period') }}
    left join short_break on {{ same_child('looked_after', 'short_break') }}
)

select * from final
