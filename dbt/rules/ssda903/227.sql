select
    'Episodes' as module,
    episodes.row_id
from episodes
inner join provider on episodes.urn = provider.urn
where
    episodes.urn <> 'XXXXXXX'
    and episodes.decom >= provider.reg_end
