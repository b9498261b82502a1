-- Who is in view for OC3 and has no row in it, and why.
with candidate as (
    select * from {{ ref('int_return__oc3_candidate') }}
),

oc3 as (
    select * from {{ ref('int_return__oc3') }}
),

final as (
    select
        candidate.local_authority_code,
        candidate.collection_year,
        candidate.person_id,
        candidate.item,
        'left out' as kind,
        candidate.reason
    from candidate
    left join oc3
        on
            {{ same_person('candidate', 'oc3') }}
            and candidate.collection_year = oc3.collection_year
    where oc3.person_id is null
)

select * from final
