select
    'AD1' as module,
    row_id
from ad1
where ls_adoptr = 'L0' and coalesce(sex_adoptr not in (select code from codes('single_adopter_sex')), true)
