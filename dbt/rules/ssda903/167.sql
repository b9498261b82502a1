select
    'Reviews' as module,
    row_id
from reviews
where
    (review_text is null and review_code is not null)
    or (review_text is not null and review_code is null)
    or review_code not in (select code from codes('REVIEW_CODE'))
