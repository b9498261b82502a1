-- One row per child looked after throughout the year: an episode in it, and nothing in it that broke the care.
select child
from episodes
where child is not null
group by child
having
    bool_or(decom <= collection_end() and (dec >= collection_start() or dec is null))
    and not coalesce(bool_or(
        (rne = 'S' and decom > collection_start() and decom <= collection_end())
        or (rec is distinct from 'X1' and dec >= collection_start() and dec < collection_end())
        or (
            ls in (select code from codes('short_break'))
            and decom <= collection_end() and (dec >= collection_start() or dec is null)
        )
    ), false)
