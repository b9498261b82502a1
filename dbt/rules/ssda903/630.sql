select
    'Episodes' as module,
    episodes.row_id
from episodes
left join prevperm on episodes.child = prevperm.child
where
    episodes.rne = 'S'
    and episodes.decom >= collection_start()
    and (
        prevperm.prev_perm is null
        or (prevperm.prev_perm <> 'Z1' and (prevperm.la_perm is null or prevperm.date_perm_text is null))
    )
