with

episode as (

    select
        local_authority_code,
        person_id,
        spell_start_date,
        {{ dbt.datediff('episode_start_date', "coalesce(episode_end_date, date '9999-12-31')", 'day') }} as episode_days
    from {{ ref('fct_care_episode') }}

),

covered as (

    select
        local_authority_code,
        person_id,
        spell_start_date,
        sum(episode_days) as covered_days
    from episode
    group by local_authority_code, person_id, spell_start_date

)

select
    spell.local_authority_code,
    spell.person_id,
    spell.spell_start_date
from {{ ref('fct_care_spell') }} as spell
left join covered
    on
        {{ same_person('spell', 'covered') }}
        and spell.spell_start_date = covered.spell_start_date
where
    covered.covered_days is distinct from
    {{ dbt.datediff('spell.spell_start_date', "coalesce(spell.spell_end_date, date '9999-12-31')", 'day') }}
