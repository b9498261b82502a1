with in_order as (
    select
        row_id,
        sw_decom,
        sw_reason,
        lag(sw_dec) over (
            partition by child
            order by sw_decom nulls last, sw_dec nulls last, sw_reason nulls last, tie_break
        ) as previous_end
    from swepisodes
    where child is not null
)

select
    'SWEpisodes' as module,
    row_id
from in_order
where
    abs(sw_decom - previous_end) > threshold('social_worker_handover_days')
    and sw_reason is distinct from 'FCONTA'
