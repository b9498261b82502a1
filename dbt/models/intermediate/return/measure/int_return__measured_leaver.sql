-- The return's own names are upper case. -- noqa: disable=RF06
with oc3 as (
    select * from {{ ref('ssda903__oc3') }}
),

year as (
    select * from {{ ref('ssda903__year') }}
),

only_short_breaks as (
    select
        local_authority_code,
        collection_year,
        "CHILD"
    from {{ ref('ssda903__episodes') }}
    group by local_authority_code, collection_year, "CHILD"
    having bool_and({{ is_short_break_status('"LS"') }})
),

aged as (
    select
        oc3.local_authority_code,
        oc3.collection_year,
        oc3."CHILD",
        -- Whoever has a blank item is asked of all the same.
        coalesce(oc3."IN_TOUCH", '') as in_touch_code,
        coalesce(oc3."ACTIV", '0') as activity_code,
        left(coalesce(oc3."ACCOM", '0'), 1) as accommodation_letter,
        right(coalesce(oc3."ACCOM", '0'), 1) as suitability_digit,
        {{ age_in_years('oc3."DOB"', 'year.end_date') }} as age_years,
        -- Published figures leave out deaths, returns home and short breaks; children of other authorities have no row.
        coalesce(oc3."IN_TOUCH", '') not in ('DIED', 'RHOM') and only_short_breaks."CHILD" is null as is_counted
    from oc3
    inner join year on oc3.collection_year = year.collection_year
    left join only_short_breaks
        on
            oc3.local_authority_code = only_short_breaks.local_authority_code
            and oc3.collection_year = only_short_breaks.collection_year
            and oc3."CHILD" = only_short_breaks."CHILD"
),

scoped as (
    select
        *,
        is_counted and age_years between 17 and 21 as is_17_to_21,
        is_counted and age_years between 22 and 25 as is_22_to_25,
        -- Nobody can say of a home abroad, or of one that is not known, whether it is suitable.
        accommodation_letter not in ('G', 'H', 'R') as is_housed,
        activity_code in ('F1', 'P1', 'F2', 'P2', 'F4', 'P4', 'F5', 'P5') as is_active
    from aged
),

final as (
    select
        local_authority_code,
        collection_year,
        "CHILD",
        cast(age_years as varchar) as age_years_text,
        {{ age_band('age_years') }} as age_band,
        true as care_leavers,
        case when is_17_to_21 then in_touch_code = 'YES' end as in_touch,
        case when is_17_to_21 then in_touch_code = 'REFU' end as refused_contact,
        case when is_17_to_21 then in_touch_code = 'NREQ' end as no_longer_needs_services,
        case when is_17_to_21 then in_touch_code = 'NO' end as not_in_touch,
        case when is_22_to_25 then in_touch_code = 'YES' end as received_support_22_to_25,
        case when is_17_to_21 and is_housed then suitability_digit = '1' end as suitable_accommodation,
        case when is_17_to_21 and is_housed then suitability_digit = '2' end as unsuitable_accommodation,
        case when is_17_to_21 and is_housed then suitability_digit = '0' end as accommodation_not_known,
        case when is_22_to_25 and is_housed then suitability_digit = '1' end as suitable_accommodation_22_to_25,
        case when is_17_to_21 then is_active end as in_education_employment_or_training,
        case when is_17_to_21 then activity_code in ('G4', 'G5', 'G6') end as not_in_education_employment_or_training,
        case when is_17_to_21 then activity_code = '0' end as activity_not_known,
        case when is_22_to_25 then is_active end as in_education_employment_or_training_22_to_25
    from scoped
)

select * from final
