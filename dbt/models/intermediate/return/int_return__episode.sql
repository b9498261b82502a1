-- Episodes begun by the end of a collection year and not ended before it. What happened after it is not told in it.
with year as (
    select * from {{ ref('int_return__year') }}
),

episode as (
    select * from {{ ref('fct_care_episode') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

in_year as (
    select
        episode.*,
        year.collection_year,
        coalesce(episode.episode_end_date <= year.end_date, false) as is_ended_in_year
    from episode
    inner join year
        on
            episode.episode_start_date <= year.end_date
            and coalesce(episode.episode_end_date, year.end_date) >= year.start_date
),

final as (
    select
        in_year.local_authority_code,
        in_year.collection_year,
        in_year.person_id,
        person.lcs_person_id as child_id,
        in_year.episode_start_date,
        in_year.start_reason_code,
        in_year.is_start_reason_derived,
        in_year.legal_status_code,
        in_year.primary_need_code,
        in_year.placement_type_code,
        case
            when not {{ is_placement_without_provider('in_year.placement_type_code') }}
                then in_year.placement_provider_code
        end as placement_provider_code,
        case when in_year.is_ended_in_year then in_year.episode_end_date end as episode_end_date,
        case when in_year.is_ended_in_year then in_year.end_reason_code end as end_reason_code,
        case when in_year.is_ended_in_year then in_year.placement_change_reason_code end
            as placement_change_reason_code,
        case when not in_year.is_short_break then home_postcode.home_postcode end as home_postcode,
        case when not in_year.is_short_break then in_year.placement_postcode end as placement_postcode,
        case when not in_year.is_short_break then in_year.provider_urn end as provider_urn,
        in_year.is_short_break,
        in_year.is_repaired,
        in_year.repair_reason,
        in_year.episode_load_id,
        in_year.episode_row_number,
        in_year.placement_load_id,
        in_year.placement_row_number,
        in_year.legal_status_load_id,
        in_year.legal_status_row_number,
        in_year.ending_episode_load_id,
        in_year.ending_episode_row_number,
        in_year.ending_placement_load_id,
        in_year.ending_placement_row_number,
        home_postcode.load_id as home_postcode_load_id,
        home_postcode.row_number as home_postcode_row_number
    from in_year
    inner join person on {{ same_person('in_year', 'person') }}
    left join {{ ref('int_return__home_postcode') }} as home_postcode
        on
            {{ same_person('in_year', 'home_postcode') }}
            and in_year.care_start_date = home_postcode.care_start_date
)

select * from final
