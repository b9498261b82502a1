with loads as (select * from {{ source('landing', 'loads') }}),

datasets as (select * from {{ source('catalogue', 'datasets') }}),

final as (
    select
        loads.load_id,
        loads.dataset,
        loads.source,
        loads.local_authority_code,
        loads.file_name,
        loads.extract_date,
        loads.rows_read,
        case when not {{ is_few('loads.rows_unreadable') }} then loads.rows_unreadable end as rows_unreadable_shown,
        case when not {{ is_few('loads.rows_quarantined') }} then loads.rows_quarantined end as rows_quarantined_shown,
        loads.status as outcome,
        loads.reason,
        loads.is_in_force,
        datasets.owner
    from loads
    left join datasets on loads.dataset = datasets.dataset
)

select * from final
