-- Datasets of the case system that a module is made from and an authority has never sent: what they alone can tell is
-- blank in every line, and a module may have no line at all.
with year as (
    select * from {{ ref('int_return__module_year') }}
),

claim as (
    select * from {{ source('catalogue', 'field_return_items') }}
    where return_id = 'ssda903' and item not in ('CHILD', 'DOB', 'SEX')
),

dataset as (
    select * from {{ source('catalogue', 'datasets') }}
    where source = 'lcs'
),

arrived as (
    select * from {{ ref('int_landing__arrived_dataset') }}
),

authority as (
    select local_authority_code from arrived
    group by local_authority_code
),

needed as (
    select
        claim.module,
        claim.dataset
    from claim
    inner join dataset on claim.dataset = dataset.dataset
    group by claim.module, claim.dataset
),

final as (
    select
        authority.local_authority_code,
        year.collection_year,
        year.module,
        '' as person_id,
        needed.dataset as line,
        'all' as item,
        'incomplete' as kind,
        'the source has not arrived: ' || needed.dataset as reason
    from needed
    inner join year on needed.module = year.module
    cross join authority
    left join arrived
        on authority.local_authority_code = arrived.local_authority_code and needed.dataset = arrived.dataset
    where arrived.dataset is null
)

select * from final
