-- The return's own names are upper case. -- noqa: disable=RF06
with oc2 as (
    select * from {{ ref('ssda903__oc2') }}
),

year as (
    select * from {{ ref('ssda903__year') }}
),

reviewed_child as (
    select
        local_authority_code,
        collection_year,
        "CHILD"
    from {{ ref('ssda903__reviews') }}
    group by local_authority_code, collection_year, "CHILD"
),

scoped as (
    select
        oc2.*,
        reviewed_child."CHILD" is not null as is_reviewed,
        coalesce(oc2."SUBSTANCE_MISUSE" = '1', false) as has_substance_misuse,
        -- The ages of rules 545, 542 and 186 of the return: birthdays after, by, or from and by the year's days.
        {{ add_years('oc2."DOB"', 5) }} > year.end_date as is_under_5,
        {{ add_years('oc2."DOB"', 10) }} <= year.end_date as is_10_or_older,
        {{ add_years('oc2."DOB"', 4) }} <= year.end_date
        and {{ add_years('oc2."DOB"', 17) }} >= year.start_date as is_of_questionnaire_age,
        cast(oc2."SDQ_SCORE" as integer) as score
    from oc2
    inner join year on oc2.collection_year = year.collection_year
    left join reviewed_child
        on
            oc2.local_authority_code = reviewed_child.local_authority_code
            and oc2.collection_year = reviewed_child.collection_year
            and oc2."CHILD" = reviewed_child."CHILD"
),

final as (
    select
        local_authority_code,
        collection_year,
        "CHILD",
        true as looked_after_all_year,
        coalesce("HEALTH_ASSESSMENT" = '1', false) as health_assessment,
        coalesce("TEETH_CHECK" = '1', false) as dental_check,
        coalesce("IMMUNISATIONS" = '1', false) as immunisations,
        case when is_under_5 then coalesce("HEALTH_CHECK" = '1', false) end as development_checks,
        case when is_10_or_older then coalesce("CONVICTED" = '1', false) end as convicted,
        has_substance_misuse as substance_misuse,
        case when has_substance_misuse then coalesce("INTERVENTION_RECEIVED" = '1', false) end as intervention_received,
        case when has_substance_misuse then coalesce("INTERVENTION_OFFERED" = '1', false) end as intervention_offered,
        case when is_of_questionnaire_age then score is not null end as sdq_scored,
        score as sdq_average,
        score <= 13 as sdq_normal,
        score between 14 and 16 as sdq_borderline,
        score >= 17 as sdq_concern,
        is_reviewed as reviewed
    from scoped
)

select * from final
