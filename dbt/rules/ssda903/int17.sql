select
    'Reviews' as module,
    reviews.row_id
from reviews
inner join header on reviews.child = header.child
where reviews.dob != header.dob
