with final as (
    select * from {{ ref('int_return__rules_header') }}
    union all
    select * from {{ ref('int_return__rules_episodes') }}
    union all
    select * from {{ ref('int_return__rules_uasc') }}
    union all
    select * from {{ ref('int_return__rules_reviews') }}
    union all
    select * from {{ ref('int_return__rules_oc2') }}
    union all
    select * from {{ ref('int_return__rules_oc3') }}
    union all
    select * from {{ ref('int_return__rules_ad1') }}
    union all
    select * from {{ ref('int_return__rules_placedadoption') }}
    union all
    select * from {{ ref('int_return__rules_prevperm') }}
    union all
    select * from {{ ref('int_return__rules_missing') }}
    union all
    select * from {{ ref('int_return__rules_swepisodes') }}
    union all
    select * from {{ ref('int_return__rules_dolo') }}
)

select * from final
