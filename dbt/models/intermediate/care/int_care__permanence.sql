-- Records of planning for adoption as known at as_at, by person. Some extracts write the number that an earlier system
-- gave the person, so the number of the period of care is asked first.
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

period as (
    select * from {{ ref('int_care__period') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

-- A number that could mean two people means nobody.
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

linked as (
    select
        permanence.*,
        coalesce(numbered_period.person_id, numbered_person.person_id) as person_id,
        numbered_period.first_episode_date,
        {{ known_date('permanence.placed_for_adoption_decision_date') }} as decision_date,
        {{ known_date('permanence.decision_reversed_date') }} as recorded_reversed_date
    from permanence
    cross join run_settings
    left join numbered_period
        on
            permanence.local_authority_code = numbered_period.local_authority_code
            and permanence.cla_id = numbered_period.cla_id
    left join numbered_person
        on
            permanence.local_authority_code = numbered_person.local_authority_code
            and permanence.lcs_person_id = numbered_person.number
),

final as (
    select
        linked.local_authority_code,
        linked.permanence_row_id,
        linked.person_id,
        period.care_start_date,
        linked.decision_date,
        {{ known_date('linked.matched_date') }} as matched_date,
        case when linked.recorded_reversed_date >= linked.decision_date then linked.recorded_reversed_date end
            as reversed_date,
        coalesce(linked.recorded_reversed_date < linked.decision_date, false) as is_reversed_before_decision,
        case
            when coalesce(linked.decision_reversed_date <= run_settings.as_at, true)
                then linked.decision_reversed_reason_code
        end as reversed_reason_code,
        linked.is_adopted_by_carer,
        linked.number_of_adopters_code,
        linked.adopter_sex_code,
        linked.adopter_legal_status_code,
        linked.unreadable_fields,
        linked.load_id,
        linked.row_number
    from linked
    cross join run_settings
    left join period
        on
            {{ same_person('linked', 'period') }}
            and linked.first_episode_date >= period.care_start_date
            and (period.care_end_date is null or linked.first_episode_date < period.care_end_date)
)

select * from final
