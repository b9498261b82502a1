-- One row per child who is unaccompanied, or was in an earlier year that is given; UASC says it where Header is absent.
select child
from header
where uasc = '1'
union
select child
from uasc
where
    (sex is not null or dob_text is not null or duc_text is not null)
    and not exists (select 1 from header)
union
select child
from history_header
where uasc = '1'
union
select child
from history_uasc
where
    (sex is not null or dob_text is not null or duc_text is not null)
    and not exists (select 1 from history_header)
