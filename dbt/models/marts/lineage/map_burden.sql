with entries as (select * from {{ ref('int_map__concept_entry') }}),

counted as (
    select
        local_authority_code,
        collection_year,
        concept_id,
        count(*) as datasets_count,
        cast(sum(entries_count) as bigint) as entries_count,
        cast(sum(repeated_count) as bigint) as repeated_count
    from entries
    group by local_authority_code, collection_year, concept_id
),

final as (
    select
        local_authority_code,
        collection_year,
        concept_id,
        datasets_count,
        case when {{ is_few('entries_count') }} then 'few' else 'shown' end as status,
        case when not {{ is_few('entries_count') }} then entries_count end as entries_count_shown,
        case
            when not {{ is_few('entries_count') }} and not {{ is_small('repeated_count', 'entries_count') }}
                then repeated_count
        end as repeated_count_shown,
        round(
            case
                when not {{ is_few('entries_count') }} and not {{ is_small('repeated_count', 'entries_count') }}
                    then repeated_count / entries_count
            end, 3
        ) as repeated_share
    from counted
)

select * from final
