with indicator_values as (

    select * from {{ ref('int_indicator__value') }}

),

indicators as (

    select * from {{ source('catalogue', 'indicators') }}

),

final as (

    select
        indicator_values.indicator_id,
        count(*) as row_count
    from indicator_values
    left join indicators on indicator_values.indicator_id = indicators.indicator_id
    where indicators.indicator_id is null
    group by indicator_values.indicator_id

)

select * from final
