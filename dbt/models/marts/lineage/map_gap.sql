with field_gaps as (

    select * from {{ ref('map_gap_field') }}

),

concept_gaps as (

    select * from {{ ref('map_gap_concept') }}

),

target_gaps as (

    select * from {{ ref('map_gap_target') }}

),

final as (

    select * from field_gaps
    union all
    select * from concept_gaps
    union all
    select * from target_gaps

)

select * from final
