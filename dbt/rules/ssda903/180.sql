with scored as (
    select
        row_id,
        sdq_score,
        try_cast(sdq_score as double) as points
    from oc2
)

select
    'OC2' as module,
    row_id
from scored
where
    sdq_score is not null
    and not coalesce(points between 0 and threshold('sdq_score_highest') and points = floor(points), false)
