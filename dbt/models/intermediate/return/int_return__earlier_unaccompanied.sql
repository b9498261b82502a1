-- Children who were unaccompanied asylum seekers before the first collection year that is made, as the case system and
-- submitted returns tell it, as far as the rules that look at a whole life read it.
-- The return's own names are upper case. -- noqa: disable=RF06
with first_year as (
    select
        min(collection_year) as collection_year,
        min(start_date) as start_date
    from {{ ref('int_return__year') }}
),

record as (
    select * from {{ ref('int_return__uasc_record') }}
),

submitted as (
    select * from {{ ref('stg_ssda903_submitted__uasc') }}
),

submitted_child as (
    select * from {{ ref('int_person__submitted_child') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

unaccompanied as (
    select
        record.local_authority_code,
        record.person_id
    from record
    -- A status without a start held from before anything is known.
    inner join first_year on coalesce(record.status_start_date < first_year.start_date, true)
    where record.status_fault is null
    union all
    select
        submitted.local_authority_code,
        submitted_child.person_id
    from submitted
    inner join first_year on submitted.collection_year < first_year.collection_year
    inner join submitted_child
        on
            submitted.local_authority_code = submitted_child.local_authority_code
            and submitted.child_id = submitted_child.child_id
),

final as (
    select
        unaccompanied.local_authority_code,
        person.lcs_person_id as "CHILD"
    from unaccompanied
    inner join person on {{ same_person('unaccompanied', 'person') }}
    group by unaccompanied.local_authority_code, person.lcs_person_id
)

select * from final
