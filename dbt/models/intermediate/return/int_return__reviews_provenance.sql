with line as (
    select * from {{ ref('int_return__reviews') }}
),

header as (
    select * from {{ ref('int_return__header_provenance') }}
),

item as (
    select * from (
        values
        ('REVIEW', 'day of the review'),
        ('REVIEW_CODE', 'as recorded')
    ) as items (item, rule)
),

final as (
    {{ items_of_header(['CHILD', 'DOB']) }}
    union all
    select
        line.local_authority_code,
        line.collection_year,
        line.child_id,
        line.line,
        item.item,
        case item.item
            when 'REVIEW' then {{ return_date('line.review_date') }}
            when 'REVIEW_CODE' then line.participation_item
        end as value,
        'ssd_cla_reviews' as source_dataset,
        line.load_id,
        line.row_number,
        case
            when item.item = 'REVIEW_CODE' and line.participation_item <> coalesce(line.review_participation_code, '')
                then 'none recorded, under four: PN0'
            else item.rule
        end as rule
    from line
    cross join item
)

select * from final
