with answers as (select * from {{ ref('stg_voice__survey_answer') }}),

measures as (select * from {{ source('catalogue', 'voice_measures') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('voice', 'survey_answers', 'answer', 'survey_answers', 'lcs_person_id') }},
        measure_id,
        survey,
        answered_date,
        outcome_code,
        answer
    from answers
),

answered as (
    select
        {{ fact_key() }},
        records.measure_id,
        records.survey,
        records.answered_date,
        records.outcome_code,
        records.answer,
        measures.answer_type,
        measures.lowest_answer,
        measures.highest_answer,
        measures.good_from,
        measures.good_to,
        case when measures.answer_type = 'integer' then try_cast(records.answer as integer) end as score,
        case when measures.answer_type = 'flag' then try_cast(records.answer as boolean) end as is_yes
    from records
    {{ join_person_and_field() }}
    left join measures on records.measure_id = measures.measure_id
),

final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        -- An answer outside its scale says nothing that can be used, and is not the same as no answer.
        is_unreadable
        or (answer_type = 'integer' and answer is not null and score is null)
        or (answer_type = 'flag' and answer is not null and is_yes is null)
        or coalesce(score not between lowest_answer and highest_answer, false) as is_unreadable,
        perspective,
        measure_id,
        survey,
        answered_date,
        outcome_code,
        answer,
        case when score between lowest_answer and highest_answer then score end as answer_score,
        is_yes,
        coalesce(
            is_yes,
            case when score between lowest_answer and highest_answer then score between good_from and good_to end
        ) as is_good
    from answered
)

select * from final
