with cohort as (select * from {{ ref('int_domain__cohort') }}),

addresses as (select * from {{ ref('fct_address') }}),

starts as (
    select
        addresses.*,
        cohort.as_at
    from addresses
    inner join cohort
        on addresses.local_authority_code = cohort.local_authority_code and addresses.person_id = cohort.person_id
    where
        addresses.dataset in ('ssd_address', 'ssd_cla_placement')
        and addresses.address_start_date <= cohort.as_at
),

final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        min(field) as field,
        max(load_id) as load_id,
        max(row_number) as row_number,
        false as is_unreadable,
        min(perspective) as perspective,
        max(address_start_date) as latest_move_date,
        count_if(address_start_date > {{ add_months('as_at', -12) }}) as moves_count
    from starts
    group by local_authority_code, person_id, source, dataset
)

select * from final
