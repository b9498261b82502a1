with concept_entries as (select * from {{ ref('int_map__concept_entry') }}),

-- A record that speaks to several concepts is one entry of the whole.
entries as (
    select
        local_authority_code,
        collection_year,
        concept_id,
        dataset,
        is_repeated
    from concept_entries
    union all
    select
        local_authority_code,
        collection_year,
        'all' as concept_id,
        dataset,
        bool_or(is_repeated) as is_repeated
    from concept_entries
    group by local_authority_code, collection_year, dataset, record_key, valid_from_date
),

counted as (
    select
        local_authority_code,
        collection_year,
        concept_id,
        count(distinct dataset) as datasets_count,
        count(*) as entries_count,
        count(*) filter (where is_repeated) as repeated_count
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
