with short_breaks_alone as (
    select child
    from episodes
    where child is not null
    group by child
    having bool_and(coalesce(ls in (select code from codes('short_break')), false))
),

told as (
    select
        episodes.row_id as episode_row_id,
        header.row_id as header_row_id,
        reviews.row_id as review_row_id
    from episodes
    inner join short_breaks_alone on episodes.child = short_breaks_alone.child
    left join header on episodes.child = header.child
    left join reviews on episodes.child = reviews.child
    where header.mother is not null or reviews.review_text is not null or reviews.review_code is not null
)

select
    'Episodes' as module,
    episode_row_id as row_id
from told
union all
select
    'Header' as module,
    header_row_id as row_id
from told
where header_row_id is not null
union all
select
    'Reviews' as module,
    review_row_id as row_id
from told
where review_row_id is not null
