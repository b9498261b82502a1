-- What is hidden depends on it: the difference of two denominators is of people if the one is part of the other.
with asked as (

    select * from {{ ref('int_indicator__value') }}

),

relations as (

    select * from {{ source('catalogue', 'indicator_relations') }}

),

final as (

    select
        one.local_authority_code,
        one.indicator_id,
        relations.other_indicator_id,
        one.period_end_date,
        one.person_id
    from asked as one
    inner join relations on one.indicator_id = relations.indicator_id and relations.relation = 'among'
    left join asked as other
        on
            relations.other_indicator_id = other.indicator_id
            and one.local_authority_code = other.local_authority_code
            and one.period_end_date = other.period_end_date
            and one.person_id = other.person_id
    where other.person_id is null

)

select * from final
