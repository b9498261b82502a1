-- The return's own names are upper case. -- noqa: disable=RF06
with year as (
    select * from {{ ref('ssda903__year') }}
),

episode as (
    select
        episodes.*,
        episodes."RNE" = 'S' and episodes."DECOM" >= year.start_date as is_start,
        episodes."DEC" is not null and coalesce(episodes."REC", '') <> 'X1' as is_end,
        episodes."REC" in ('E11', 'E12') as is_adoption,
        -- The day an episode ceases is no day of it.
        episodes."DECOM" <= year.known_to_date
        and coalesce(episodes."DEC" > year.known_to_date, true) as is_on_last_day,
        row_number() over (
            partition by episodes.local_authority_code, episodes.collection_year, episodes."CHILD"
            order by episodes."DECOM" desc
        ) = 1 as is_last
    from {{ ref('ssda903__episodes') }} as episodes
    inner join year on episodes.collection_year = year.collection_year
    where not {{ is_short_break_status('episodes."LS"') }}
),

child as (
    select
        local_authority_code,
        collection_year,
        "CHILD",
        bool_or(is_on_last_day) as looked_after,
        coalesce(bool_or(is_start), false) as started,
        bool_or(is_last and is_end) as ceased,
        coalesce(bool_or(is_adoption), false) as adopted,
        max(case when is_on_last_day then "PLACE" end) as last_day_place,
        max(case when is_on_last_day then "PL_POST" end) as last_day_postcode
    from episode
    group by local_authority_code, collection_year, "CHILD"
),

missing as (
    select
        local_authority_code,
        collection_year,
        "CHILD",
        coalesce(bool_or("MISSING" = 'M'), false) as is_missing,
        coalesce(bool_or("MISSING" = 'A'), false) as is_away
    from {{ ref('ssda903__missing') }}
    group by local_authority_code, collection_year, "CHILD"
),

final as (
    select
        child.*,
        coalesce(missing.is_missing, false) as went_missing,
        coalesce(missing.is_away, false) as away_without_leave
    from child
    left join missing
        on
            child.local_authority_code = missing.local_authority_code
            and child.collection_year = missing.collection_year
            and child."CHILD" = missing."CHILD"
)

select * from final
