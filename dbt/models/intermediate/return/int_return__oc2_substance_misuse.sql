-- Items SUBSTANCE_MISUSE and, of children with a concern, INTERVENTION_RECEIVED: concerns dated in the year. One that
-- was met by help tells of both; of others the latest.
with child as (
    select * from {{ ref('int_return__oc2_child') }}
),

substance_misuse as (
    select * from {{ ref('stg_lcs__cla_substance_misuse') }}
    where coalesce(has_substance_misuse, true)
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

arrived as (
    select * from {{ ref('int_landing__arrived_dataset') }}
    where dataset = 'ssd_cla_substance_misuse'
),

concern as (
    select
        child.local_authority_code,
        child.collection_year,
        child.person_id,
        substance_misuse.substance_misuse_date,
        coalesce(substance_misuse.has_received_intervention, false) as is_helped,
        substance_misuse.load_id,
        substance_misuse.row_number
    from child
    inner join lcs_person on {{ same_person('child', 'lcs_person') }}
    inner join substance_misuse
        on
            lcs_person.local_authority_code = substance_misuse.local_authority_code
            and lcs_person.lcs_person_id = substance_misuse.lcs_person_id
            and substance_misuse.substance_misuse_date between child.start_date and child.known_to_date
    qualify row_number() over (
        partition by child.local_authority_code, child.collection_year, child.person_id
        order by
            is_helped desc, substance_misuse.substance_misuse_date desc,
            {{ latest_number_first('substance_misuse.substance_misuse_id') }}
    ) = 1
),

item as (
    select item from (values ('SUBSTANCE_MISUSE'), ('INTERVENTION_RECEIVED')) as items (item)
),

final as (
    select
        child.local_authority_code,
        child.collection_year,
        child.person_id,
        item.item,
        item.item = 'SUBSTANCE_MISUSE' or concern.load_id is not null as is_asked,
        case
            when item.item = 'SUBSTANCE_MISUSE'
                then {{ one_if_recorded('concern.substance_misuse_date', 'arrived.dataset is not null') }}
        end as substance_misuse_item,
        case
            when item.item = 'INTERVENTION_RECEIVED'
                then case when concern.is_helped then '1' when not concern.is_helped then '0' end
        end as intervention_received_item,
        case when concern.load_id is not null then 'ssd_cla_substance_misuse' end as source_dataset,
        concern.load_id,
        concern.row_number,
        case
            when item.item = 'SUBSTANCE_MISUSE'
                then {{ one_if_recorded_rule(
                    'concern.substance_misuse_date', '(arrived.dataset is not null)', 'concern dated in the year'
                ) }}
            when concern.is_helped then 'help taken for a concern of the year: 1'
            when not concern.is_helped then 'no help taken for a concern of the year: 0'
            else 'not asked without a concern: blank'
        end as rule,
        case
            when item.item = 'SUBSTANCE_MISUSE'
                then {{ one_if_recorded_gap('concern.substance_misuse_date', '(arrived.dataset is not null)') }}
        end as incomplete_reason
    from child
    cross join item
    left join concern on {{ same_child('child', 'concern') }}
    left join arrived on child.local_authority_code = arrived.local_authority_code
)

select * from final
