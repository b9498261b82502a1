-- Where a submitted return and today's return of the same year differ, for years of which both exist. A line that only
-- one of them has differs in DECOM alone. The return's own names are upper case. -- noqa: disable=RF06
with submitted as (
    select * from {{ ref('int_return__submitted_value') }}
),

returned as (
    select * from {{ ref('int_return__episodes_provenance') }}
    where item <> 'CHILD'
),

year as (
    select * from {{ ref('int_return__year') }}
),

both_made as (
    select
        load.local_authority_code,
        year.collection_year
    from {{ source('landing', 'loads') }} as load
    inner join year on load.extract_date = year.end_date
    where load.dataset = 'submitted_episodes' and load.is_in_force
    group by load.local_authority_code, year.collection_year
),

submitted_line as (
    select submitted.*
    from submitted
    inner join both_made
        on
            submitted.local_authority_code = both_made.local_authority_code
            and submitted.collection_year = both_made.collection_year
),

returned_line as (
    select
        returned.*,
        cast(returned.line as date) as episode_start_date
    from returned
    inner join both_made
        on
            returned.local_authority_code = both_made.local_authority_code
            and returned.collection_year = both_made.collection_year
),

final as (
    select
        coalesce(submitted_line.local_authority_code, returned_line.local_authority_code) as local_authority_code,
        coalesce(submitted_line.collection_year, returned_line.collection_year) as collection_year,
        coalesce(submitted_line.child_id, returned_line.child_id) as "CHILD",
        coalesce(submitted_line.episode_start_date, returned_line.episode_start_date) as "DECOM",
        coalesce(submitted_line.item, returned_line.item) as item,
        submitted_line.value as submitted_value,
        returned_line.value as returned_value
    from submitted_line
    full outer join returned_line
        on
            submitted_line.local_authority_code = returned_line.local_authority_code
            and submitted_line.collection_year = returned_line.collection_year
            and submitted_line.child_id = returned_line.child_id
            and submitted_line.episode_start_date = returned_line.episode_start_date
            and submitted_line.item = returned_line.item
    where
        submitted_line.value is distinct from returned_line.value
        and (
            (submitted_line.item is not null and returned_line.item is not null)
            or coalesce(submitted_line.item, returned_line.item) = 'DECOM'
        )
)

select * from final
