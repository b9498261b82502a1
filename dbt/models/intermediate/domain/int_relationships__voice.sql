with answers as (select * from {{ ref('fct_voice_answer') }}),

statements as (select * from {{ ref('fct_app_statement') }}),

reviews as (select * from {{ ref('fct_review') }}),

final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        is_unreadable,
        perspective,
        answered_date as voice_date,
        outcome_code as voice
    from answers
    union all
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        is_unreadable,
        perspective,
        statement_date as voice_date,
        case when statement_date is not null then 'ANSWERED' end as voice
    from statements
    union all
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        is_unreadable,
        perspective,
        review_date as voice_date,
        case
            -- PN0, PN4 and PN7 say that the child neither came nor sent a view.
            when review_participation_code in ('PN0', 'PN4', 'PN7') then 'NOT_REACHED'
            when review_participation_code is not null then 'ANSWERED'
        end as voice
    from reviews
)

select * from final
