-- The map holds no small number: neither one that is counted nor one that another leaves over.
with measured as (select * from {{ ref('int_map__pair_measure') }}),

judged as (
    select
        *,
        {{ is_few('a_recorded_count') }}
        or {{ is_few('a_unreadable_count') }}
        or {{ is_few('a_not_recorded_count') }}
        or {{ is_few('a_recorded_count - both_count') }} as is_a_hidden,
        {{ is_few('b_recorded_count') }}
        or {{ is_few('b_unreadable_count') }}
        or {{ is_few('b_not_recorded_count') }}
        or {{ is_few('b_recorded_count - both_count') }} as is_b_hidden,
        case
            when both_count = 0 then 'nobody has both'
            when {{ is_few('both_count') }} or {{ is_small('agree_count', 'both_count') }} then 'c'
            else 'shown'
        end as status
    from measured
),

sides as (
    select
        local_authority_code,
        pair_id,
        a_dataset as dataset,
        a_field as field,
        concept_id,
        is_a_hidden as is_hidden
    from judged
    union all
    select
        local_authority_code,
        pair_id,
        b_dataset as dataset,
        b_field as field,
        concept_id,
        is_b_hidden as is_hidden
    from judged
),

-- A number that one pair hides is hidden in every pair.
hidden as (
    select
        local_authority_code,
        concept_id,
        dataset,
        field
    from sides
    where is_hidden
    group by local_authority_code, concept_id, dataset, field
),

final as (
    select
        judged.local_authority_code,
        judged.pair_id,
        judged.concept_id,
        judged.a_source,
        judged.a_dataset,
        judged.a_field,
        judged.b_source,
        judged.b_dataset,
        judged.b_field,
        judged.survivor,
        judged.survivor_reason,
        case when a.field is null then judged.a_recorded_count end as a_recorded_count_shown,
        case when a.field is null then judged.a_unreadable_count end as a_unreadable_count_shown,
        case when a.field is null then judged.a_not_recorded_count end as a_not_recorded_count_shown,
        case when b.field is null then judged.b_recorded_count end as b_recorded_count_shown,
        case when b.field is null then judged.b_unreadable_count end as b_unreadable_count_shown,
        case when b.field is null then judged.b_not_recorded_count end as b_not_recorded_count_shown,
        judged.status,
        {{ shown('judged.both_count') }} as both_count_shown,
        {{ shown('judged.agree_count') }} as agree_count_shown,
        round({{ shown('judged.agree_share') }}, 3) as agree_share,
        round({{ shown('judged.agree_share_low') }}, 3) as agree_share_low,
        round({{ shown('judged.agree_share_high') }}, 3) as agree_share_high,
        round({{ shown('judged.kappa') }}, 2) as kappa,
        round({{ shown('judged.kappa_low') }}, 2) as kappa_low,
        round({{ shown('judged.kappa_high') }}, 2) as kappa_high,
        case
            when judged.dated_count < {{ fewest_people_shown() }} then null
            when judged.a_fresher_days > 0 then 'a'
            when judged.a_fresher_days < 0 then 'b'
            when judged.a_fresher_days = 0 then 'neither'
        end as fresher,
        case when judged.dated_count >= {{ fewest_people_shown() }} then abs(judged.a_fresher_days) end as fresher_days
    from judged
    left join hidden as a
        on
            judged.local_authority_code = a.local_authority_code
            and judged.concept_id = a.concept_id
            and judged.a_dataset = a.dataset
            and judged.a_field = a.field
    left join hidden as b
        on
            judged.local_authority_code = b.local_authority_code
            and judged.concept_id = b.concept_id
            and judged.b_dataset = b.dataset
            and judged.b_field = b.field
)

select * from final
