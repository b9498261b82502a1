-- One row per child known to be unaccompanied or to have been; UASC says it only where Header was not given.
select child
from header
where uasc = '1'
union
select child
from uasc
where
    coalesce(sex, dob_text, duc_text) is not null
    and 'Header' not in (
        select module
        from given
        where period = 'current'
    )
union
select child
from history_header
where uasc = '1'
union
select child
from history_uasc
where
    coalesce(sex, dob_text, duc_text) is not null
    and (select count(*) from history_header) = 0
