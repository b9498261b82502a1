select
    'SWEpisodes' as module,
    row_id
from swepisodes
where
    sw_dec + to_years(cast(threshold('social_worker_end_years') as integer)) < collection_start()
    or sw_dec > collection_end()
