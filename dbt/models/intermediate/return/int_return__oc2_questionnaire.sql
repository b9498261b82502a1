-- Items SDQ_SCORE and SDQ_REASON: the latest score of the year, or without one the latest reason for having none.
with child as (
    select * from {{ ref('int_return__oc2_child') }}
),

questionnaire as (
    select
        *,
        case when sdq_score between 0 and 40 then sdq_score end as usable_score,
        coalesce(sdq_score not between 0 and 40, {{ has_unreadable(['csdq_sdq_score']) }}) as is_score_unusable
    from {{ ref('stg_lcs__sdq_score') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

arrived as (
    select * from {{ ref('int_landing__arrived_dataset') }}
    where dataset = 'ssd_sdq_scores'
),

in_year as (
    select
        child.local_authority_code,
        child.collection_year,
        child.person_id,
        questionnaire.usable_score,
        questionnaire.sdq_reason_code,
        bool_or(questionnaire.is_score_unusable) over (
            partition by child.local_authority_code, child.collection_year, child.person_id
        ) as has_unusable_score,
        questionnaire.completed_date,
        questionnaire.sdq_score_row_id,
        questionnaire.load_id,
        questionnaire.row_number
    from child
    inner join lcs_person on {{ same_person('child', 'lcs_person') }}
    inner join questionnaire
        on
            lcs_person.local_authority_code = questionnaire.local_authority_code
            and lcs_person.lcs_person_id = questionnaire.lcs_person_id
            and questionnaire.completed_date between child.start_date and child.known_to_date
    where child.is_of_questionnaire_age
),

latest as (
    select * from in_year
    qualify row_number() over (
        partition by local_authority_code, collection_year, person_id
        order by
            usable_score is null, sdq_reason_code is null,
            completed_date desc, {{ latest_number_first('sdq_score_row_id') }}
    ) = 1
),

item as (
    select item from (values ('SDQ_SCORE'), ('SDQ_REASON')) as items (item)
),

given as (
    select
        child.local_authority_code,
        child.collection_year,
        child.person_id,
        child.is_of_questionnaire_age,
        item.item,
        case when item.item = 'SDQ_SCORE' then latest.usable_score end as sdq_score_item,
        case when item.item = 'SDQ_REASON' and latest.usable_score is null then latest.sdq_reason_code end
            as sdq_reason_item,
        latest.usable_score is null and latest.sdq_reason_code is null as is_without_both,
        coalesce(latest.has_unusable_score, false) and item.item = 'SDQ_SCORE' as has_unusable_score,
        arrived.local_authority_code is not null as has_arrived,
        latest.load_id,
        latest.row_number
    from child
    cross join item
    left join latest on {{ same_child('child', 'latest') }}
    left join arrived on child.local_authority_code = arrived.local_authority_code
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        item,
        is_of_questionnaire_age as is_asked,
        sdq_score_item,
        sdq_reason_item,
        has_unusable_score,
        case when coalesce(cast(sdq_score_item as varchar), sdq_reason_item) is not null then 'ssd_sdq_scores' end
            as source_dataset,
        case when coalesce(cast(sdq_score_item as varchar), sdq_reason_item) is not null then load_id end as load_id,
        case when coalesce(cast(sdq_score_item as varchar), sdq_reason_item) is not null then row_number end
            as row_number,
        case
            when is_of_questionnaire_age is null then 'date of birth not known: blank'
            when not is_of_questionnaire_age then 'not asked at this age: blank'
            when sdq_score_item is not null then 'latest score of the year'
            when sdq_reason_item is not null then 'latest reason of the year, no score'
            when is_without_both then 'neither score nor reason in the year: blank'
            else 'the other of score and reason is given: blank'
        end as rule,
        case
            when item = 'SDQ_REASON' then null
            when is_of_questionnaire_age is null then 'date of birth not known'
            when is_of_questionnaire_age and is_without_both and not has_arrived then 'the source has not arrived'
            when is_of_questionnaire_age and is_without_both then 'neither a score nor a reason in the year'
        end as incomplete_reason
    from given
)

select * from final
