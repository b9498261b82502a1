-- What was looked at for each module and what became of it. What is left out and what has a line add up to it.
{% set candidates = {
    "Header": "int_return__header_candidate",
    "Episodes": "int_return__episodes_candidate",
    "UASC": "int_return__uasc_candidate",
    "Reviews": "int_return__reviews_candidate",
    "OC2": "int_return__oc2_candidate",
    "OC3": "int_return__oc3_candidate",
    "AD1": "int_return__ad1_candidate",
    "PlacedAdoption": "int_return__placedadoption_candidate",
    "PrevPerm": "int_return__prevperm_candidate",
    "Missing": "int_return__missing_candidate",
    "SWEpisodes": "int_return__swepisodes_candidate",
    "DoLo": "int_return__dolo_candidate",
} %}
with looked_at as (
    {% for module, model in candidates.items() -%}
        select
            local_authority_code,
            collection_year,
            '{{ module }}' as module
        from {{ ref(model) }}
        union all
    {% endfor -%}
    select
        local_authority_code,
        collection_year,
        module
    from {{ ref('int_return__held_back_row') }}
    union all
    select
        local_authority_code,
        collection_year,
        module
    from {{ ref('int_return__future_record') }}
),

candidate as (
    select
        local_authority_code,
        collection_year,
        module,
        count(*) as candidate_count
    from looked_at
    group by local_authority_code, collection_year, module
),

returned as (
    {% for module in candidates -%}
        select
            local_authority_code,
            collection_year,
            '{{ module }}' as module,
            count(*) as returned_count
        from {{ ref("ssda903__" ~ module | lower) }}
        group by local_authority_code, collection_year
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
),

notice as (
    select
        local_authority_code,
        collection_year,
        module,
        count(*) filter (where kind = 'left out') as left_out_count,
        count(*) filter (where kind = 'repaired') as repaired_count,
        count(*) filter (where kind = 'incomplete') as incomplete_count,
        count(*) filter (where kind = 'to check') as to_check_count
    from {{ ref('ssda903__left_out') }}
    group by local_authority_code, collection_year, module
),

authority as (
    select local_authority_code from {{ ref('int_landing__arrived_dataset') }}
    group by local_authority_code
),

-- A module of the year is reckoned with even where nothing was looked at; submitted years may lie before the return's.
asked as (
    select
        authority.local_authority_code,
        year.collection_year,
        year.module
    from authority
    cross join {{ ref('int_return__module_year') }} as year
    union
    select
        local_authority_code,
        collection_year,
        module
    from candidate
),

final as (
    select
        asked.local_authority_code,
        asked.collection_year,
        asked.module,
        coalesce(candidate.candidate_count, 0) as candidate_count,
        coalesce(returned.returned_count, 0) as returned_count,
        coalesce(notice.left_out_count, 0) as left_out_count,
        coalesce(notice.repaired_count, 0) as repaired_count,
        coalesce(notice.incomplete_count, 0) as incomplete_count,
        coalesce(notice.to_check_count, 0) as to_check_count
    from asked
    left join candidate
        on
            asked.local_authority_code = candidate.local_authority_code
            and asked.collection_year = candidate.collection_year
            and asked.module = candidate.module
    left join returned
        on
            asked.local_authority_code = returned.local_authority_code
            and asked.collection_year = returned.collection_year
            and asked.module = returned.module
    left join notice
        on
            asked.local_authority_code = notice.local_authority_code
            and asked.collection_year = notice.collection_year
            and asked.module = notice.module
)

select * from final
