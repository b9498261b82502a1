select
    'Reviews' as module,
    row_id
from reviews
where
    review_code in (select code from codes('REVIEW_CODE'))
    and review_code != 'PN0'
    and review < birthday(dob, threshold('review_participation_age'))
