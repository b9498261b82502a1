-- I, O and S are never the first letter, which checks the digits; a temporary number ends in a letter.
select
    'Header' as module,
    row_id
from header
where
    upn not in (select code from codes('UPN_UNKNOWN'))
    and not regexp_full_match(upn, '[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]')
