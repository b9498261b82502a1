with indicators as (select * from {{ source('catalogue', 'indicators') }}),

domains as (select * from {{ source('catalogue', 'domains') }}),

final as (
    select
        indicators.indicator_id,
        indicators.domain_id,
        indicators.concept_id,
        indicators.label,
        indicators.definition,
        indicators.numerator,
        indicators.denominator,
        indicators.unit,
        indicators.polarity,
        indicators.perspective,
        indicators.basis,
        indicators.owner,
        indicators.caveat,
        row_number() over (
            order by domains.position, indicators.concept_id, indicators.indicator_id
        ) as position
    from indicators
    left join domains on indicators.domain_id = domains.domain_id
)

select * from final
