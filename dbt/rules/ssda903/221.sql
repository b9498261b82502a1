select
    'Episodes' as module,
    episodes.row_id
from episodes
left join provider on episodes.urn = provider.urn
where
    episodes.urn <> 'XXXXXXX'
    and (episodes.ls in (select code from codes('short_break'))) is not true
    and episodes.place in (select code from codes('placement_at_registered_address'))
    and replace(episodes.pl_post, ' ', '') is distinct from provider.postcode
    and episodes.pl_post is not null
