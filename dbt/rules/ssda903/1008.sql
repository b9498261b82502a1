select
    'Episodes' as module,
    episodes.row_id
from episodes
anti join provider on trim(episodes.urn) = provider.urn
where episodes.urn is not null and episodes.urn not in (select code from codes('URN_SPECIAL'))
