-- Item CONVICTED: an offence dated in the year, of a child who turned ten by its end. The day of the conviction is sent
-- by no system.
with child as (
    select * from {{ ref('int_return__oc2_child') }}
),

conviction as (
    select * from {{ ref('stg_lcs__cla_conviction') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

arrived as (
    select * from {{ ref('int_landing__arrived_dataset') }}
    where dataset = 'ssd_cla_convictions'
),

latest as (
    select
        child.local_authority_code,
        child.collection_year,
        child.person_id,
        conviction.conviction_date,
        conviction.load_id,
        conviction.row_number
    from child
    inner join lcs_person on {{ same_person('child', 'lcs_person') }}
    inner join conviction
        on
            lcs_person.local_authority_code = conviction.local_authority_code
            and lcs_person.lcs_person_id = conviction.lcs_person_id
            and conviction.conviction_date between child.start_date and child.known_to_date
    where child.is_ten_or_over
    qualify row_number() over (
        partition by child.local_authority_code, child.collection_year, child.person_id
        order by conviction.conviction_date desc, {{ latest_number_first('conviction.cla_conviction_id') }}
    ) = 1
),

final as (
    select
        child.local_authority_code,
        child.collection_year,
        child.person_id,
        'CONVICTED' as item,
        child.is_ten_or_over as is_asked,
        case
            when child.is_ten_or_over
                then {{ one_if_recorded('latest.conviction_date', 'arrived.dataset is not null') }}
        end as convicted_item,
        case when latest.load_id is not null then 'ssd_cla_convictions' end as source_dataset,
        latest.load_id,
        latest.row_number,
        {{ one_if_recorded_rule(
            'latest.conviction_date', '(arrived.dataset is not null)', 'offence dated in the year', 'child.is_ten_or_over'
        ) }} as rule,
        {{ one_if_recorded_gap('latest.conviction_date', '(arrived.dataset is not null)', 'child.is_ten_or_over') }}
            as incomplete_reason
    from child
    left join latest on {{ same_child('child', 'latest') }}
    left join arrived on child.local_authority_code = arrived.local_authority_code
)

select * from final
