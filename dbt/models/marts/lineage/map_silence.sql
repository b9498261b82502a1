with compared as (select * from {{ ref('int_map__fill_compared') }}),

hidden as (select * from {{ ref('int_map__fill_hidden') }}),

concepts as (select * from {{ source('catalogue', 'concepts') }}),

codes as (select * from {{ source('catalogue', 'codes') }}),

judged as (
    select
        compared.*,
        hidden.is_group_hidden,
        hidden.is_reason_hidden,
        case
            when hidden.is_share_hidden then 'c'
            when compared.asked_count = 0 then 'z'
            else 'shown'
        end as status
    from compared
    inner join hidden
        on
            compared.local_authority_code = hidden.local_authority_code
            and compared.concept_id = hidden.concept_id
            and compared.breakdown = hidden.breakdown
            and compared.group_id = hidden.group_id
),

final as (
    select
        judged.local_authority_code,
        judged.concept_id,
        concepts.domain_id,
        concepts.label,
        judged.breakdown,
        judged.group_id,
        codes.label as group_label,
        case when not judged.is_group_hidden then judged.cohort_count end as cohort_count_shown,
        case when judged.status <> 'c' then judged.out_of_scope_count end as out_of_scope_count_shown,
        case when judged.status <> 'c' then judged.asked_count end as asked_count_shown,
        case when judged.status <> 'c' then judged.recorded_count end as recorded_count_shown,
        case when not judged.is_reason_hidden then judged.unreadable_count end as unreadable_count_shown,
        case when not judged.is_reason_hidden then judged.not_recorded_count end as not_recorded_count_shown,
        case when judged.status = 'shown' then round(100 * judged.share, 1) end as share_pct,
        case when judged.status = 'shown' then round(100 * judged.share_low, 1) end as share_low_pct,
        case when judged.status = 'shown' then round(100 * judged.share_high, 1) end as share_high_pct,
        -- The total less this group: a small number even where this one is none, if the total is hidden.
        case
            when
                judged.status = 'shown'
                and not {{ is_small('judged.rest_recorded_count', 'judged.rest_asked_count') }}
                then round(100 * judged.rest_share, 1)
        end as rest_share_pct,
        -- A judgement narrows the numbers that it judges: it stands beside them or not at all.
        case when judged.status <> 'c' then judged.is_recorded_for_few end as is_recorded_for_few,
        case
            when
                judged.status <> 'c'
                and not {{ is_small('judged.rest_recorded_count', 'judged.rest_asked_count') }}
                then judged.is_silent
        end as is_silent,
        judged.status
    from judged
    inner join concepts on judged.concept_id = concepts.concept_id
    left join codes on judged.code_set = codes.code_set and judged.group_id = codes.code
)

select * from final
