-- Care that ended before the first collection year that is made, as far as the rules that look at a whole life read it.
-- The return's own names are upper case. -- noqa: disable=RF06
with first_year as (
    select min(start_date) as start_date from {{ ref('int_return__year') }}
),

episode as (
    select * from {{ ref('fct_care_episode') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

final as (
    select
        episode.local_authority_code,
        person.lcs_person_id as "CHILD",
        episode.episode_start_date as "DECOM",
        episode.legal_status_code as "LS",
        episode.episode_end_date as "DEC",
        episode.end_reason_code as "REC"
    from episode
    inner join first_year on episode.episode_end_date < first_year.start_date
    inner join person on {{ same_person('episode', 'person') }}
)

select * from final
