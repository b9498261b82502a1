-- An episode without a first day has no place in the order: it is neither held nor anybody's next.
select
    'Episodes' as module,
    row_id
from episode_in_order
where
    decom is not null
    and dec is not null
    and ((rec = 'X1' and dec is distinct from next_decom) or (rec <> 'X1' and dec = next_decom))
