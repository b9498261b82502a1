-- Where the day or the month is not known, the latest that it can be counts; where the year is not, none does.
with written as (
    select
        row_id,
        child,
        date_perm_text,
        read_date(
            regexp_replace(
                regexp_replace(regexp_replace(date_perm_text, '/ZZZZ$', '/2000'), '/ZZ/', '/12/'), '^ZZ/', '01/'
            )
        ) as day_or_first
    from prevperm
    where date_perm_text is not null
),

latest as (
    select
        *,
        case when starts_with(date_perm_text, 'ZZ/') then last_day(day_or_first) else day_or_first end as latest_day,
        ends_with(date_perm_text, '/ZZZZ') as is_year_unknown
    from written
),

failing as (
    select
        first_episode.row_id as episode_row_id,
        latest.row_id as prevperm_row_id
    from first_episode
    inner join latest on first_episode.child = latest.child
    where latest.latest_day is null or (latest.latest_day >= first_episode.decom and not latest.is_year_unknown)
)

select
    'Episodes' as module,
    episode_row_id as row_id
from failing
union all
select
    'PrevPerm' as module,
    prevperm_row_id as row_id
from failing
