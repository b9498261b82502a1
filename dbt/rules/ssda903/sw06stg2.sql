select
    'SWEpisodes' as module,
    row_id
from swepisodes
where sw_decom > collection_end()
