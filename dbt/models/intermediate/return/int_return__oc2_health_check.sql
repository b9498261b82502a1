-- Items HEALTH_CHECK (development, under five), TEETH_CHECK and HEALTH_ASSESSMENT: the latest completed check of each
-- kind in the year, by the case system or the health team.
with child as (
    select * from {{ ref('int_return__oc2_child') }}
),

health_check as (
    select * from {{ ref('int_return__health_check') }}
),

arrived as (
    select
        local_authority_code,
        bool_or(dataset = 'ssd_cla_health') as has_case_system
    from {{ ref('int_landing__arrived_dataset') }}
    where dataset in ('ssd_cla_health', 'cla_health')
    group by local_authority_code
),

item as (
    select item from (values ('HEALTH_CHECK'), ('TEETH_CHECK'), ('HEALTH_ASSESSMENT')) as items (item)
),

asked as (
    select
        child.*,
        item.item,
        case when item.item = 'HEALTH_CHECK' then child.is_under_five else true end as is_asked,
        case
            when item.item = 'HEALTH_CHECK' then coalesce(arrived.has_case_system, false)
            else arrived.local_authority_code is not null
        end as has_arrived
    from child
    cross join item
    left join arrived on child.local_authority_code = arrived.local_authority_code
),

checked as (
    select
        asked.*,
        case when asked.item = 'HEALTH_CHECK' then health_check.development_check_date end as development_check_date,
        case when asked.item = 'TEETH_CHECK' then health_check.dental_check_date end as dental_check_date,
        case when asked.item = 'HEALTH_ASSESSMENT' then health_check.health_assessment_date end
            as health_assessment_date,
        health_check.source_dataset,
        health_check.load_id,
        health_check.row_number
    from asked
    inner join health_check on {{ same_person('asked', 'health_check') }}
),

latest as (
    select
        *,
        coalesce(development_check_date, dental_check_date, health_assessment_date) as check_date
    from checked
    where
        is_asked
        and coalesce(development_check_date, dental_check_date, health_assessment_date)
        between start_date and known_to_date
    qualify row_number() over (
        partition by local_authority_code, collection_year, person_id, item
        order by check_date desc, source_dataset desc, load_id desc, row_number desc
    ) = 1
),

final as (
    select
        asked.local_authority_code,
        asked.collection_year,
        asked.person_id,
        asked.item,
        asked.is_asked,
        case
            when asked.item = 'HEALTH_CHECK' and asked.is_asked
                then {{ one_if_recorded('latest.development_check_date', 'asked.has_arrived') }}
        end as health_check_item,
        case
            when asked.item = 'TEETH_CHECK'
                then {{ one_if_recorded('latest.dental_check_date', 'asked.has_arrived') }}
        end as teeth_check_item,
        case
            when asked.item = 'HEALTH_ASSESSMENT'
                then {{ one_if_recorded('latest.health_assessment_date', 'asked.has_arrived') }}
        end as health_assessment_item,
        latest.source_dataset,
        latest.load_id,
        latest.row_number,
        {{ one_if_recorded_rule(
            'latest.check_date', 'asked.has_arrived', 'completed in the year', 'asked.is_asked'
        ) }} as rule,
        {{ one_if_recorded_gap('latest.check_date', 'asked.has_arrived', 'asked.is_asked') }} as incomplete_reason
    from asked
    left join latest on {{ same_child('asked', 'latest') }} and asked.item = latest.item
)

select * from final
