with reviews as (select * from {{ ref('stg_lcs__cla_review') }}),

episodes as (select * from {{ ref('stg_lcs__cla_episode') }}),

person_of_care as (
    select
        local_authority_code,
        cla_id,
        min(lcs_person_id) as lcs_person_id
    from episodes
    group by local_authority_code, cla_id
),

reviews_of_person as (
    select
        reviews.*,
        person_of_care.lcs_person_id
    from reviews
    inner join person_of_care
        on
            reviews.local_authority_code = person_of_care.local_authority_code
            and reviews.cla_id = person_of_care.cla_id
),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('lcs', 'ssd_cla_reviews', 'clar_cla_review_participation', 'ssd_person', 'lcs_person_id') }},
        review_date,
        review_due_date,
        is_cancelled,
        review_participation_code
    from reviews_of_person
),

final as (
    select
        {{ fact_key() }},
        records.review_date,
        records.review_due_date,
        records.is_cancelled,
        records.review_participation_code
    from records
    {{ join_person_and_field() }}
)

select * from final
