-- Everyone ever in care whose 17th to 25th birthday fell in the year by as_at has a row in OC3 or a reason for not
-- having one, never both.
with

in_view as (

    select
        at_birthday.local_authority_code,
        at_birthday.collection_year,
        at_birthday.person_id
    from {{ ref('int_contact__at_birthday') }} as at_birthday
    inner join {{ ref('ssda903__year') }} as year on at_birthday.collection_year = year.collection_year
    where at_birthday.is_due

),

told as (

    select
        oc3.local_authority_code,
        oc3.collection_year,
        person.person_id
    from {{ ref('ssda903__oc3') }} as oc3
    inner join {{ ref('dim_person') }} as person
        on oc3.local_authority_code = person.local_authority_code and oc3.child = person.lcs_person_id
    union all
    select
        local_authority_code,
        collection_year,
        person_id
    from {{ ref('ssda903__left_out') }}
    where module = 'OC3' and kind = 'left out' and item = 'all' and line = ''

),

counted as (

    select
        local_authority_code,
        collection_year,
        person_id,
        count(*) as told_count
    from told
    group by local_authority_code, collection_year, person_id

)

select
    in_view.local_authority_code,
    in_view.collection_year,
    in_view.person_id,
    counted.told_count
from in_view
full outer join counted
    on
        in_view.local_authority_code = counted.local_authority_code
        and in_view.collection_year = counted.collection_year
        and in_view.person_id = counted.person_id
where in_view.person_id is null or counted.told_count is distinct from 1
