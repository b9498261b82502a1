-- One row per row of AD1 with how much of its six items on the adoption is filled.
select
    row_id,
    child,
    coalesce(date_int_text, date_match_text, foster_care, nb_adoptr, sex_adoptr, ls_adoptr) is not null as has_any,
    date_int_text is not null
    and date_match_text is not null
    and foster_care is not null
    and nb_adoptr is not null
    and sex_adoptr is not null
    and ls_adoptr is not null as has_all
from ad1
