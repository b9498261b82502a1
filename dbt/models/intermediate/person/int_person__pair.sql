-- Which rule may be used for which pair of sources is data: a pair that no enabled rule names is not looked at.
with

key_pair as (

    select * from {{ ref('int_person__key_pair') }}

),

name_pair as (

    select * from {{ ref('int_person__name_pair') }}

),

link_rule as (

    select * from {{ source('catalogue', 'link_rules') }}

),

pair as (

    select * from key_pair
    union all
    select * from name_pair

),

final as (

    select
        pair.local_authority_code,
        pair.source,
        pair.dataset,
        pair.source_record_id,
        pair.lcs_person_id,
        pair.rule_id,
        cast(link_rule.rule_order as integer) as rule_order
    from pair
    inner join link_rule
        on
            pair.rule_id = link_rule.rule_id
            and pair.source = link_rule.source_b
            and link_rule.source_a = 'lcs'
            and link_rule.is_enabled
    -- Of two case-system records that are one person, the larger number is the duplicate.
    where pair.source <> 'lcs' or pair.source_record_id > pair.lcs_person_id

)

select * from final
