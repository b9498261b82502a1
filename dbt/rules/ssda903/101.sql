select
    'Header' as module,
    row_id
from header
where sex is null or sex not in (select code from codes('SEX'))
