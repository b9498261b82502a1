select
    'AD1' as module,
    row_id
from ad1
where ls_adoptr = 'L12' and coalesce(sex_adoptr not in (select code from codes('same_sex_adopting_couple')), true)
