{# The ways in which people are told apart when it is asked of whom a thing is recorded: the name of the breakdown, the
   code set of its groups, the column of a person's group. In each of them everybody is in one group. #}
{% macro fill_breakdowns() -%}
    {{ return([
        ("all", "MAP_ALL", "everybody"),
        ("age", "MAP_AGE", "age_group"),
        ("sex", "MAP_SEX", "sex_group"),
        ("home", "MAP_HOME", "home_group"),
        ("formerly_unaccompanied", "MAP_FORMERLY_UNACCOMPANIED", "unaccompanied_group"),
        ("in_touch", "MAP_TOUCH", "touch_group"),
    ]) }}
{%- endmacro %}

{# The breakdowns of a rolling year; that by age is part of the series, which has the published bands. That by district
   names its groups from the reference list of authorities, but for whoever's is not known. #}
{% macro indicator_breakdowns() -%}
    {{ return(
        (fill_breakdowns() | rejectattr(0, "in", ["all", "age"]) | list)
        + [("district", "MAP_DISTRICT", "district_group")]
    ) }}
{%- endmacro %}

{# The people of `model` once for each of the breakdowns, with the group that each is in. #}
{% macro stack_groups(model) -%}
    {%- for breakdown, code_set, column in indicator_breakdowns() %}
    select
        local_authority_code,
        indicator_id,
        period_end_date,
        '{{ breakdown }}' as breakdown,
        '{{ code_set }}' as code_set,
        {{ column }} as group_id,
        is_met
    from {{ model }}
        {%- if not loop.last %}
    union all
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{# Counts of people, added up over each breakdown of `model`. #}
{% macro stack_breakdowns(model, counts) -%}
    {%- for breakdown, code_set, column in fill_breakdowns() %}
    select
        local_authority_code,
        concept_id,
        '{{ breakdown }}' as breakdown,
        '{{ code_set }}' as code_set,
        {{ column }} as group_id
        {%- for count in counts %},
        cast(sum({{ count }}) as bigint) as {{ count }}
        {%- endfor %}
    from {{ model }}
    group by local_authority_code, concept_id, {{ column }}
        {%- if not loop.last %}
    union all
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{# Which groups of a breakdown to hide, as the column is_<what>_hidden: those with a small number, and as few more of the
   smallest as it takes until what all hidden ones have together, which the total less the shown ones tells, is no small
   number. A group is never hidden alone: it would be that difference. `counts` are added up as <what>_<count>. #}
{% macro hide_groups(rows, what, is_small, counts, is_left_small, smallest) -%}
    {%- set breakdown = "partition by local_authority_code, concept_id, breakdown" -%}
    select
        *,
        {{ what }}_place <= case
            when {{ what }}_small_count = 0 then 0
            else coalesce(
                min(
                    case
                        when
                            {{ what }}_place >= {{ what }}_small_count
                            and {{ what }}_place <> 1
                            and not {{ is_left_small }}
                            then {{ what }}_place
                    end
                ) over ({{ breakdown }}),
                {{ what }}_groups_count
            )
        end as is_{{ what }}_hidden
    from (
        select
            *
            {%- for count in counts %},
            sum({{ count }}) over ({{ breakdown }} order by {{ what }}_place) as {{ what }}_{{ count }}
            {%- endfor %}
        from (
            select
                *,
                count(*) over ({{ breakdown }}) as {{ what }}_groups_count,
                count_if({{ is_small }}) over ({{ breakdown }}) as {{ what }}_small_count,
                row_number() over (
                    {{ breakdown }} order by {{ is_small }} desc, {{ smallest }}, group_id asc
                ) as {{ what }}_place
            from {{ rows }}
        ) as placed
    ) as added
{%- endmacro %}

{# What `map_silence` shows of a share, as the measures of a gap. #}
{% macro share_measures() -%}
    recorded_count_shown as numerator_shown,
        asked_count_shown as denominator_shown,
        share_pct as value_shown,
        share_low_pct as value_low_shown,
        share_high_pct as value_high_shown,
        'percent' as unit
{%- endmacro %}

{# The same in words: 12 of 40 people asked about (30%; by chance 18% to 45%). #}
{% macro share_in_words() -%}
    recorded_count_shown || ' of ' || asked_count_shown || ' people asked about ('
            || cast(round(share_pct) as integer) || '%; by chance '
            || cast(round(share_low_pct) as integer) || '% to '
            || cast(round(share_high_pct) as integer) || '%)'
{%- endmacro %}

{# A number of days as days, months or years, whichever is told most easily, never more than it is. #}
{% macro age_in_words(days) -%}
    case
            when {{ days }} < 60 then cast(floor({{ days }}) as integer) || ' days'
            when {{ days }} < 730 then cast(floor({{ days }} / 30.44) as integer) || ' months'
            else round({{ days }} / 365.25, 1) || ' years'
        end
{%- endmacro %}
