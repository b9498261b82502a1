select
    'Episodes' as module,
    episodes.row_id
from episodes
left join provider on episodes.urn = provider.urn
where
    episodes.urn <> 'XXXXXXX'
    and (
        (episodes.place_provider = 'PR1' and provider.la_code_inferred is distinct from local_authority())
        or (episodes.place_provider = 'PR2' and provider.la_code_inferred = local_authority())
    )
