-- Rows that were held back at the door, of the datasets that a module is made from: their key or a day they need cannot
-- be read, so that each may belong to any year that had begun when it was sent. Who a person is is no item of a module.
-- OC2 is the one module that is made from another source than the case system too.
with held_back as (
    select * from {{ source('landing', 'held_back_rows') }}
),

load as (
    select * from {{ source('landing', 'loads') }}
),

claim as (
    select * from {{ source('catalogue', 'field_return_items') }}
    where return_id = 'ssda903' and item not in ('CHILD', 'DOB', 'SEX')
),

needed as (
    select
        claim.module,
        claim.dataset
    from claim
    inner join {{ source('catalogue', 'datasets') }} as dataset on claim.dataset = dataset.dataset
    where dataset.source = 'lcs' or (dataset.source = 'health' and claim.module = 'OC2')
    group by claim.module, claim.dataset
),

year as (
    select * from {{ ref('int_return__module_year') }}
),

final as (
    select
        held_back.local_authority_code,
        year.collection_year,
        year.module,
        '' as person_id,
        held_back.load_id || ', row ' || held_back.row_number as line,
        'all' as item,
        'left out' as kind,
        'held back at the door: ' || load.file_name || ', row ' || held_back.row_number || ', ' || held_back.reason
            as reason
    from held_back
    inner join load on held_back.load_id = load.load_id
    inner join needed on held_back.dataset = needed.dataset
    inner join year on needed.module = year.module and load.extract_date >= year.start_date
)

select * from final
