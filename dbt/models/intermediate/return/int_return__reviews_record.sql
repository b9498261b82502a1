-- Reviews with the person whose care was reviewed. One whose day cannot be read belongs to the year it was due in, or
-- else was sent in, so that it is listed somewhere; one without a day has not been held.
with review as (
    select
        *,
        {{ has_unreadable(['clar_cla_review_date']) }} as is_date_unreadable,
        {{ has_unreadable(['clar_cla_review_cancelled']) }} as is_cancelled_unreadable,
        {{ has_unreadable(['clar_cla_review_participation']) }} as is_participation_unreadable
    from {{ ref('stg_lcs__cla_review') }}
),

person_of_care as (
    select
        episode.local_authority_code,
        episode.cla_id,
        min(lcs_person.person_id) as person_id
    from {{ ref('stg_lcs__cla_episode') }} as episode
    inner join {{ ref('int_person__lcs_person') }} as lcs_person
        on
            episode.local_authority_code = lcs_person.local_authority_code
            and episode.lcs_person_id = lcs_person.lcs_person_id
    group by episode.local_authority_code, episode.cla_id
),

final as (
    select
        review.local_authority_code,
        review.cla_review_id as record_id,
        person_of_care.person_id,
        review.review_date,
        coalesce(review.review_date, review.review_due_date, review.extract_date) as listed_date,
        coalesce(review.is_cancelled, false) as is_cancelled,
        review.is_cancelled_unreadable,
        review.review_participation_code,
        review.is_participation_unreadable,
        review.load_id,
        review.row_number
    from review
    left join person_of_care
        on
            review.local_authority_code = person_of_care.local_authority_code
            and review.cla_id = person_of_care.cla_id
    where review.review_date is not null or review.is_date_unreadable
)

select * from final
