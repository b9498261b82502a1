-- Fields that somebody types and nothing uses, with how often their records were entered.
with fields as (
    select * from {{ ref('map_field') }}
    where capture = 'typed' and fate = 'unused'
),

entries as (select * from {{ ref('int_map__entry') }}),

counted as (
    select
        local_authority_code,
        collection_year,
        dataset,
        count(*) as entries_count
    from entries
    group by local_authority_code, collection_year, dataset
),

final as (
    select
        counted.local_authority_code,
        counted.collection_year,
        fields.source,
        fields.dataset,
        fields.field,
        fields.fate_reason,
        counted.entries_count as entries_count_shown
    from fields
    inner join counted on fields.dataset = counted.dataset
    where not {{ is_few('counted.entries_count') }}
)

select * from final
