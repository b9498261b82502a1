-- As many as landing counted of each dataset, in every year that had begun when they were sent.
with held_back as (
    select
        load.load_id,
        claim.module,
        max(load.rows_quarantined) as held_back_count,
        min(load.extract_date) as extract_date
    from {{ source('landing', 'loads') }} as load
    inner join {{ source('catalogue', 'field_return_items') }} as claim on load.dataset = claim.dataset
    where
        load.is_in_force and load.rows_quarantined > 0 and load.source = 'lcs'
        and claim.return_id = 'ssda903' and claim.item not in ('CHILD', 'DOB', 'SEX')
    group by load.load_id, claim.module
),

told as (
    select
        split_part(line, ', row ', 1) as load_id,
        module,
        collection_year,
        count(*) as told_count
    from {{ ref('ssda903__left_out') }}
    where reason like 'held back at the door: %'
    group by split_part(line, ', row ', 1), module, collection_year
)

select
    held_back.load_id,
    held_back.module,
    year.collection_year,
    held_back.held_back_count,
    told.told_count
from held_back
inner join {{ ref('int_return__module_year') }} as year
    on held_back.module = year.module and held_back.extract_date >= year.start_date
left join told
    on
        held_back.load_id = told.load_id
        and held_back.module = told.module
        and year.collection_year = told.collection_year
where told.told_count is distinct from held_back.held_back_count
