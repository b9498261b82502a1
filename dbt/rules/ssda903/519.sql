select
    'AD1' as module,
    row_id
from ad1
where ls_adoptr = 'L2' and coalesce(sex_adoptr not in (select code from codes('adopting_couple_sex')), true)
