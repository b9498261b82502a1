with cohort as (select * from {{ ref('int_domain__cohort') }}),

episodes as (select * from {{ ref('fct_care_episode') }}),

homes as (select * from {{ ref('dom_housing') }}),

contacts as (select * from {{ ref('dom_relationships') }}),

recodes as (select * from {{ source('catalogue', 'recodes') }}),

placements as (
    select
        cohort.local_authority_code,
        cohort.person_id,
        episodes.placement_type_code
    from cohort
    inner join episodes on {{ same_person('cohort', 'episodes') }}
    where
        cohort.is_looked_after
        and episodes.episode_start_date <= cohort.as_at
        and (episodes.episode_end_date is null or episodes.episode_end_date > cohort.as_at)
    qualify
        row_number() over (
            partition by cohort.local_authority_code, cohort.person_id
            order by episodes.episode_start_date desc
        ) = 1
),

final as (
    select
        cohort.local_authority_code,
        cohort.person_id,
        'ALL' as everybody,
        case
            when cohort.age_years < 17 then 'UNDER_17'
            else coalesce(cohort.age_band, 'NOT_KNOWN')
        end as age_group,
        coalesce(cohort.sex_code, 'NOT_KNOWN') as sex_group,
        -- A placement says where a child in care lives better than the letter that it would have after care.
        coalesce(place_recodes.to_code, case when not cohort.is_looked_after then home_recodes.to_code end, 'NOT_KNOWN')
            as home_group,
        case when cohort.is_formerly_uasc then 'YES' else 'NO' end as unaccompanied_group,
        case
            when cohort.is_looked_after then 'IN_CARE'
            else coalesce(touch_recodes.to_code, 'NOT_KNOWN')
        end as touch_group
    from cohort
    left join placements on {{ same_person('cohort', 'placements') }}
    left join homes on {{ same_person('cohort', 'homes') }}
    left join contacts on {{ same_person('cohort', 'contacts') }}
    left join recodes as place_recodes
        on
            place_recodes.from_code_set = 'PLACE'
            and place_recodes.to_code_set = 'MAP_HOME'
            and placements.placement_type_code = place_recodes.from_code
    left join recodes as home_recodes
        on
            home_recodes.from_code_set = 'ACCOM_LETTER'
            and home_recodes.to_code_set = 'MAP_HOME'
            and homes.accommodation = home_recodes.from_code
    left join recodes as touch_recodes
        on
            touch_recodes.from_code_set = 'IN_TOUCH'
            and touch_recodes.to_code_set = 'MAP_TOUCH'
            and contacts.in_touch = touch_recodes.from_code
)

select * from final
