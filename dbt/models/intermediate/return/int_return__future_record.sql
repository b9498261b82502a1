-- Records of a module that begin after the day everything is looked at from. Nobody can have recorded that: the day is
-- wrong, so that each may belong to any year that has begun.
{% set of_person = {
    "stg_lcs__cla_episode": ["Episodes", "episode_id", "episode_start_date"],
    "stg_lcs__cla_placement": ["Episodes", "placement_id", "placement_start_date"],
    "stg_lcs__legal_status": ["Episodes", "legal_status_id", "legal_status_start_date"],
    "stg_lcs__immigration_status": ["UASC", "immigration_status_id", "status_start_date"],
    "stg_lcs__care_leaver_contact": ["OC3", "contact_id", "contact_date"],
} %}
with lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

dated as (
    {% for model, (module, id, date) in of_person.items() -%}
        select
            record.local_authority_code,
            '{{ module }}' as module,
            lcs_person.person_id,
            '{{ date | replace("_date", "") | replace("_start", "") | replace("_", " ") }} ' || record.{{ id }} as line,
            record.{{ date }} as begin_date
        from {{ ref(model) }} as record
        left join lcs_person
            on
                record.local_authority_code = lcs_person.local_authority_code
                and record.lcs_person_id = lcs_person.lcs_person_id
        {% if module == "UASC" %}
            where record.immigration_status_code = 'UASC'
        {% endif %}
        union all
    {% endfor -%}
    select
        permanence.local_authority_code,
        'PlacedAdoption' as module,
        permanence_person.person_id,
        'decision ' || permanence.permanence_row_id as line,
        permanence.placed_for_adoption_decision_date as begin_date
    from {{ ref('stg_lcs__permanence') }} as permanence
    inner join {{ ref('int_care__permanence_person') }} as permanence_person
        on
            permanence.local_authority_code = permanence_person.local_authority_code
            and permanence.permanence_row_id = permanence_person.permanence_row_id
    {% for module, date in {
        "Reviews": "listed_date", "Missing": "listed_from_date", "SWEpisodes": "listed_from_date",
        "DoLo": "listed_from_date",
    }.items() -%}
        union all
        select
            local_authority_code,
            '{{ module }}' as module,
            person_id,
            record_id as line,
            {{ date }} as begin_date
        from {{ ref("int_return__" ~ module | lower ~ "_record") }}
    {% endfor %}
),

year as (
    select * from {{ ref('int_return__module_year') }}
),

final as (
    select
        dated.local_authority_code,
        year.collection_year,
        dated.module,
        coalesce(dated.person_id, '') as person_id,
        dated.line,
        'all' as item,
        'left out' as kind,
        'begins on ' || dated.begin_date || ', after the day the return looks from' as reason
    from dated
    cross join run_settings
    inner join year on dated.module = year.module
    where dated.begin_date > run_settings.as_at
)

select * from final
