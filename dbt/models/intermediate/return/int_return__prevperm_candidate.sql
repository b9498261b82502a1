-- Everyone with an episode in a collection year, and why some are not in PrevPerm: read from periods of care,
-- apart from the model that chooses who is.
with year as (
    select * from {{ ref('int_return__module_year') }}
    where module = 'PrevPerm'
),

parameter as (
    select cast(value as date) as asked_from_date from {{ source('catalogue', 'parameters') }}
    where parameter = 'previous_permanence_from_date'
),

looked_after as (
    select * from {{ ref('int_return__looked_after') }}
),

period as (
    select * from {{ ref('int_care__period') }}
),

latest as (
    select
        looked_after.local_authority_code,
        looked_after.collection_year,
        looked_after.person_id,
        max(period.care_start_date) as care_start_date
    from looked_after
    inner join year on looked_after.collection_year = year.collection_year
    left join period
        on
            {{ same_person('looked_after', 'period') }}
            and year.end_date >= period.care_start_date
            and (year.start_date <= period.care_end_date or period.care_end_date is null)
    group by looked_after.local_authority_code, looked_after.collection_year, looked_after.person_id
),

final as (
    select
        latest.local_authority_code,
        latest.collection_year,
        latest.person_id,
        case
            when latest.care_start_date < parameter.asked_from_date
                then 'care began before previous permanence was asked about'
        end as left_out_reason
    from latest
    cross join parameter
)

select * from final
