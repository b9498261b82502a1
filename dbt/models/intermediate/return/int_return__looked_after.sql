-- Who has an episode in a collection year, short breaks among them: the children of every module but OC3.
with episode as (
    select * from {{ ref('int_return__episode') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

member as (
    select
        local_authority_code,
        collection_year,
        person_id,
        bool_and(is_short_break) as is_short_break_only
    from episode
    group by local_authority_code, collection_year, person_id
),

final as (
    select
        member.local_authority_code,
        member.collection_year,
        member.person_id,
        person.lcs_person_id as child_id,
        person.birth_date,
        person.is_birth_date_unreadable,
        member.is_short_break_only
    from member
    inner join person on {{ same_person('member', 'person') }}
)

select * from final
