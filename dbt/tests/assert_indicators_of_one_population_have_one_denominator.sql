-- What is hidden depends on it: a denominator shown with one indicator is known for all of its population.
with cells as (

    select * from {{ ref('int_indicator__cell') }}

),

populations as (

    select * from {{ source('catalogue', 'indicator_populations') }}

),

final as (

    select
        cells.local_authority_code,
        populations.population,
        cells.period_kind,
        cells.period_end_date,
        cells.age_band
    from cells
    inner join populations on cells.indicator_id = populations.indicator_id
    group by all
    having count(distinct cells.denominator) > 1

)

select * from final
