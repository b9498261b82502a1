-- Records of planning for adoption as known at as_at, by person and period of care.
with permanence as (
    select
        *,
        {{ has_unreadable(['perm_adm_decision_date']) }} as is_decision_unreadable
    from {{ ref('stg_lcs__permanence') }}
),

permanence_person as (
    select * from {{ ref('int_care__permanence_person') }}
),

period as (
    select * from {{ ref('int_care__period') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

linked as (
    select
        permanence.*,
        permanence_person.person_id,
        permanence_person.first_episode_date,
        {{ known_date('permanence.placed_for_adoption_decision_date') }} as decision_date,
        {{ known_date('permanence.decision_reversed_date') }} as recorded_reversed_date
    from permanence
    cross join run_settings
    inner join permanence_person
        on
            permanence.local_authority_code = permanence_person.local_authority_code
            and permanence.permanence_row_id = permanence_person.permanence_row_id
),

final as (
    select
        linked.local_authority_code,
        linked.permanence_row_id,
        linked.person_id,
        period.care_start_date,
        linked.decision_date,
        linked.is_decision_unreadable,
        case
            when linked.decision_date is not null then linked.decision_date
            when linked.recorded_reversed_date is not null then linked.recorded_reversed_date
            when linked.is_decision_unreadable then least(linked.extract_date, run_settings.as_at)
        end as listed_date,
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
