select
    'Episodes' as module,
    row_id
from episodes
where
    place in (select code from codes('adoption_by_carer'))
    and decom >= threshold_date('adoption_by_carer_reason_from')
    and (rne in (select code from codes('start_with_same_carer'))) is not true
