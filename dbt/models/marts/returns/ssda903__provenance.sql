-- The return's own names are upper case. -- noqa: disable=RF06
with oc3 as (
    select * from {{ ref('int_return__oc3_provenance') }}
),

header as (
    select * from {{ ref('int_return__header_provenance') }}
),

episodes as (
    select * from {{ ref('int_return__episodes_provenance') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        'OC3' as module,
        child_id as "CHILD",
        '' as line,
        item,
        value,
        source_dataset,
        load_id,
        row_number,
        rule
    from oc3
    union all
    select
        local_authority_code,
        collection_year,
        'Header' as module,
        child_id as "CHILD",
        '' as line,
        item,
        value,
        source_dataset,
        load_id,
        row_number,
        rule
    from header
    union all
    select
        local_authority_code,
        collection_year,
        'Episodes' as module,
        child_id as "CHILD",
        cast(episode_start_date as varchar) as line,
        item,
        value,
        source_dataset,
        load_id,
        row_number,
        rule
    from episodes
)

select * from final
