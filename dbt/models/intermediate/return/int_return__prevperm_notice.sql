-- Items of PrevPerm that are not known: the authority and the day are wanted of an order that is named.
with line as (
    select
        *,
        coalesce(previous_permanence_code in ('P1', 'P2', 'P3'), false) as is_order_named
    from {{ ref('int_return__prevperm') }}
),

blank as (
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'PREV_PERM' as item,
        case
            when load_id is null then 'no record of the person'
            when is_code_unreadable then 'unreadable'
            else 'not recorded'
        end as reason
    from line
    where previous_permanence_code is null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'LA_PERM' as item,
        case when is_authority_unreadable then 'unreadable' else 'not recorded' end as reason
    from line
    where is_order_named and authority_item is null
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'DATE_PERM' as item,
        case when order_date_text is not null then 'unreadable' else 'not recorded' end as reason
    from line
    where
        order_date_item is null
        and (is_order_named or ((previous_permanence_code is distinct from 'Z1') and order_date_text is not null))
),

candidate as (
    select
        *,
        '' as record_id
    from {{ ref('int_return__prevperm_candidate') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        item,
        'incomplete' as kind,
        reason
    from blank
    union all
    {{ left_out_records() }}
)

select * from final
