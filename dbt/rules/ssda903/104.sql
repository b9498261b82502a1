select
    'UASC' as module,
    row_id
from uasc
where (duc is null and duc_text is not null) or duc < collection_start()
