-- The same question three times, each of what the one before leaves: whether the size of a group may be shown (the same
-- for every concept, else sizes shown with one would give away those hidden with another), whether its share may, and
-- whether what could not be read may be told from what is not there.
with compared as (select * from {{ ref('int_map__fill_compared') }}),

sized as (
    {{ hide_groups(
        'compared',
        'group',
        is_small=is_few('cohort_count'),
        counts=['cohort_count'],
        is_left_small=is_few('group_cohort_count'),
        smallest='cohort_count asc'
    ) }}
),

known as (
    select
        *,
        is_group_hidden
        or {{ is_small('recorded_count', 'asked_count') }}
        or {{ is_small('asked_count', 'cohort_count') }} as is_share_small
    from sized
),

shared as (
    {{ hide_groups(
        'known',
        'share',
        is_small='is_share_small',
        counts=['recorded_count', 'asked_count', 'cohort_count'],
        is_left_small="(" ~ is_small('share_recorded_count', 'share_asked_count')
            ~ " or " ~ is_small('share_asked_count', 'share_cohort_count') ~ ")",
        smallest='(asked_count > 0) desc, asked_count asc'
    ) }}
),

told as (
    select
        *,
        is_share_hidden
        or {{ is_few('unreadable_count') }}
        or {{ is_few('not_recorded_count') }} as is_reason_small
    from shared
),

reasoned as (
    {{ hide_groups(
        'told',
        'reason',
        is_small='is_reason_small',
        counts=['unreadable_count', 'not_recorded_count'],
        is_left_small="(" ~ is_few('reason_unreadable_count') ~ " or " ~ is_few('reason_not_recorded_count') ~ ")",
        smallest='(unreadable_count + not_recorded_count > 0) desc, unreadable_count + not_recorded_count asc'
    ) }}
),

final as (
    select
        local_authority_code,
        concept_id,
        breakdown,
        group_id,
        is_group_hidden,
        is_share_hidden,
        is_reason_hidden
    from reasoned
)

select * from final
