-- Children with an episode in a collection year whose latest period of care in it began when the return already asked
-- what permanence they had before. Short breaks are asked about too: rule 630 of the return exempts none.
with year as (
    select * from {{ ref('int_return__module_year') }}
    where module = 'PrevPerm'
),

parameter as (
    select cast(value as date) as asked_from_date from {{ source('catalogue', 'parameters') }}
    where parameter = 'previous_permanence_from_date'
),

episode as (
    select * from {{ ref('int_return__episode') }}
),

care_episode as (
    select * from {{ ref('fct_care_episode') }}
),

looked_after as (
    select * from {{ ref('int_return__looked_after') }}
),

previous_permanence as (
    select * from {{ ref('int_return__previous_permanence') }}
),

latest_period as (
    select
        episode.local_authority_code,
        episode.collection_year,
        episode.person_id,
        max(care_episode.care_start_date) as care_start_date
    from episode
    inner join care_episode
        on
            {{ same_person('episode', 'care_episode') }}
            and episode.episode_start_date = care_episode.episode_start_date
    group by episode.local_authority_code, episode.collection_year, episode.person_id
),

asked as (
    select latest_period.*
    from latest_period
    cross join parameter
    inner join year on latest_period.collection_year = year.collection_year
    where latest_period.care_start_date >= parameter.asked_from_date
),

final as (
    select
        asked.local_authority_code,
        asked.collection_year,
        asked.person_id,
        looked_after.child_id,
        looked_after.birth_date,
        '' as line,
        previous_permanence.previous_permanence_code,
        case
            when (previous_permanence.previous_permanence_code is distinct from 'Z1')
                then previous_permanence.previous_permanence_authority_code
        end as authority_item,
        case
            when (previous_permanence.previous_permanence_code is distinct from 'Z1')
                then previous_permanence.order_date_item
        end as order_date_item,
        previous_permanence.order_date_text,
        previous_permanence.is_code_unreadable,
        previous_permanence.is_authority_unreadable,
        previous_permanence.load_id,
        previous_permanence.row_number
    from asked
    inner join looked_after on {{ same_child('asked', 'looked_after') }}
    left join previous_permanence on {{ same_person('asked', 'previous_permanence') }}
)

select * from final
