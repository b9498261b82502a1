with cohort as (select * from {{ ref('int_domain__cohort') }}),

addresses as (select * from {{ ref('fct_address') }}),

starts as (
    select
        addresses.*,
        {{ add_months('cohort.as_at', -12) }} as year_start_date
    from addresses
    inner join cohort
        on addresses.local_authority_code = cohort.local_authority_code and addresses.person_id = cohort.person_id
    where
        addresses.dataset in ('ssd_address', 'ssd_cla_placement')
        and (
            addresses.address_start_date <= cohort.as_at
            -- A start that cannot be read may lie in the year, unless the address was left before.
            or (
                addresses.is_start_unreadable
                and coalesce(addresses.address_end_date > {{ add_months('cohort.as_at', -12) }}, true)
            )
        )
),

-- The latest of them is the record that the number rests on.
final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        bool_or(is_start_unreadable and address_start_date is null) over records as is_unreadable,
        perspective,
        address_start_date as latest_move_date,
        coalesce(count_if(address_start_date > year_start_date) over records, 0) as moves_count
    from starts
    window records as (partition by local_authority_code, person_id, source, dataset)
    qualify row_number() over (
        partition by local_authority_code, person_id, source, dataset
        order by address_start_date desc nulls last, load_id desc, row_number desc
    ) = 1
)

select * from final
