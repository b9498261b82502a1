-- The code that a collection year uses for each sex: the letter, or where it was not yet a code the figure it replaced.
with year as (
    select * from {{ ref('int_return__year') }}
),

code as (
    select * from {{ source('catalogue', 'codes') }}
    where code_set = 'SEX'
),

replaced as (
    select * from {{ source('catalogue', 'recodes') }}
    where from_code_set = 'SEX' and to_code_set = 'SEX'
),

valid_code as (
    select
        year.collection_year,
        code.code
    from year
    inner join code
        on
            (code.valid_from_year is null or year.collection_year >= code.valid_from_year)
            and (code.valid_to_year is null or year.collection_year <= code.valid_to_year)
),

final as (
    select
        valid_code.collection_year,
        coalesce(replaced.to_code, valid_code.code) as sex_code,
        valid_code.code as sex_item
    from valid_code
    left join replaced on valid_code.code = replaced.from_code
)

select * from final
