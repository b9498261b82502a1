with answers as (select * from {{ ref('fct_voice_answer') }}),

periods as (select * from {{ ref('int_indicator__period') }}),

latest as (
    select
        answers.local_authority_code,
        periods.period_end_date,
        answers.person_id,
        answers.measure_id,
        answers.answer_score,
        answers.is_good
    from answers
    inner join periods
        on answers.answered_date between periods.year_start_date and periods.period_end_date
    where answers.is_good is not null
    qualify
        row_number() over (
            partition by
                answers.local_authority_code, periods.period_end_date, answers.person_id, answers.measure_id
            order by answers.answered_date desc, answers.load_id desc, answers.row_number desc
        ) = 1
),

final as (
    select
        local_authority_code,
        period_end_date,
        person_id,
        bool_or(case when measure_id = 'V16' then is_good end) as feels_safe_at_home,
        bool_or(case when measure_id = 'V15' then is_good end) as feels_settled_at_home,
        bool_or(case when measure_id = 'V10' then is_good end) as has_someone_to_trust,
        bool_or(case when measure_id = 'V01' then is_good end) as has_high_life_satisfaction,
        bool_or(case when measure_id = 'V04' then is_good end) as has_low_anxiety,
        bool_or(case when measure_id = 'V05' then is_good end) as is_hopeful,
        bool_or(case when measure_id = 'V39' then is_good end) as enjoys_life,
        bool_or(case when measure_id = 'V21' then is_good end) as copes_with_money,
        bool_or(case when measure_id = 'V44' then is_good end) as feels_safe,
        bool_or(case when measure_id = 'V18' then is_good end) as feels_safe_in_area,
        -- 4 and 5 of 5 are often; 3 is neither lonely nor the good answer of the measure.
        bool_or(case when measure_id = 'V06' then answer_score >= 4 end) as is_lonely
    from latest
    group by local_authority_code, period_end_date, person_id
)

select * from final
