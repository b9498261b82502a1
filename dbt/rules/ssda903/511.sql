select
    'AD1' as module,
    row_id
from ad1
where nb_adoptr = '2' and sex_adoptr not in (select code from codes('adopting_couple_sex'))
