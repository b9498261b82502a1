select
    'Episodes' as module,
    episodes.row_id
from episodes
left join provider on episodes.urn = provider.urn
where
    episodes.urn <> 'XXXXXXX'
    and list_contains(provider.place_codes, episodes.place) is not true
