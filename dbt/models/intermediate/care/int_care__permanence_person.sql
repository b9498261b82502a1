-- Whom records of planning for adoption are about. Some extracts write the number that an earlier system gave the
-- person, so the number of the period of care is asked first; a number that could mean two people means nobody.
with permanence as (
    select * from {{ ref('stg_lcs__permanence') }}
),

episode as (
    select * from {{ ref('stg_lcs__cla_episode') }}
),

person as (
    select * from {{ ref('stg_lcs__person') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

numbered_period as (
    select
        episode.local_authority_code,
        episode.cla_id,
        min(lcs_person.person_id) as person_id,
        min(episode.episode_start_date) as first_episode_date
    from episode
    inner join lcs_person
        on
            episode.local_authority_code = lcs_person.local_authority_code
            and episode.lcs_person_id = lcs_person.lcs_person_id
    where episode.cla_id is not null
    group by episode.local_authority_code, episode.cla_id
    having min(lcs_person.person_id) = max(lcs_person.person_id)
),

person_number as (
    select
        local_authority_code,
        lcs_person_id as number,
        person_id
    from lcs_person
    union all
    select
        person.local_authority_code,
        person.legacy_id as number,
        lcs_person.person_id
    from person
    inner join lcs_person
        on
            person.local_authority_code = lcs_person.local_authority_code
            and person.lcs_person_id = lcs_person.lcs_person_id
    where person.legacy_id is not null
),

numbered_person as (
    select
        local_authority_code,
        number,
        min(person_id) as person_id
    from person_number
    group by local_authority_code, number
    having min(person_id) = max(person_id)
),

final as (
    select
        permanence.local_authority_code,
        permanence.permanence_row_id,
        coalesce(numbered_period.person_id, numbered_person.person_id) as person_id,
        numbered_period.first_episode_date
    from permanence
    left join numbered_period
        on
            permanence.local_authority_code = numbered_period.local_authority_code
            and permanence.cla_id = numbered_period.cla_id
    left join numbered_person
        on
            permanence.local_authority_code = numbered_person.local_authority_code
            and permanence.lcs_person_id = numbered_person.number
)

select * from final
