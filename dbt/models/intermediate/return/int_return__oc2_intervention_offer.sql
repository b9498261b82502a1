-- Item INTERVENTION_OFFERED, of children who took no help for a concern of the year: an offer dated in the year.
with child as (
    select * from {{ ref('int_return__oc2_child') }}
),

concern as (
    select * from {{ ref('int_return__oc2_substance_misuse') }}
    where intervention_received_item = '0'
),

return_record as (
    select * from {{ ref('stg_lcs__return_record') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

arrived as (
    select * from {{ ref('int_landing__arrived_dataset') }}
    where dataset = 'lcs_903_items'
),

asked as (
    select
        child.*,
        concern.person_id is not null as is_asked,
        arrived.dataset is not null as has_arrived
    from child
    left join concern on {{ same_child('child', 'concern') }}
    left join arrived on child.local_authority_code = arrived.local_authority_code
),

offer as (
    select
        asked.local_authority_code,
        asked.collection_year,
        asked.person_id,
        return_record.intervention_offered_date,
        return_record.load_id,
        return_record.row_number
    from asked
    inner join lcs_person on {{ same_person('asked', 'lcs_person') }}
    inner join return_record
        on
            lcs_person.local_authority_code = return_record.local_authority_code
            and lcs_person.lcs_person_id = return_record.lcs_person_id
            and return_record.intervention_offered_date between asked.start_date and asked.known_to_date
    where asked.is_asked
    qualify row_number() over (
        partition by asked.local_authority_code, asked.collection_year, asked.person_id
        order by
            return_record.intervention_offered_date desc, {{ latest_number_first('return_record.return_record_id') }}
    ) = 1
),

final as (
    select
        asked.local_authority_code,
        asked.collection_year,
        asked.person_id,
        'INTERVENTION_OFFERED' as item,
        asked.is_asked,
        case when asked.is_asked then {{ one_if_recorded('offer.intervention_offered_date', 'asked.has_arrived') }} end
            as intervention_offered_item,
        case when offer.load_id is not null then 'lcs_903_items' end as source_dataset,
        offer.load_id,
        offer.row_number,
        case
            when not asked.is_asked then 'not asked unless help was not taken: blank'
            else {{ one_if_recorded_rule(
                'offer.intervention_offered_date', 'asked.has_arrived', 'offer dated in the year'
            ) }}
        end as rule,
        case
            when asked.is_asked then {{ one_if_recorded_gap('offer.intervention_offered_date', 'asked.has_arrived') }}
        end as incomplete_reason
    from asked
    left join offer on {{ same_child('asked', 'offer') }}
)

select * from final
