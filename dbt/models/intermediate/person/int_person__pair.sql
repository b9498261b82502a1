-- Which rule may be used for which pair of sources is data: a pair that no enabled rule names is not looked at.
with key_pair as (
    select * from {{ ref('int_person__key_pair') }}
),

name_pair as (
    select * from {{ ref('int_person__name_pair') }}
),

link_rule as (
    select * from {{ source('catalogue', 'link_rules') }}
),

-- A rule between two records of one source says that a person may have several there, whether it is used or not.
repeating_source as (
    select source_a as source from link_rule
    where source_a = source_b
    group by source_a
),

pair as (
    select
        local_authority_code,
        source,
        dataset,
        source_record_id,
        anchor_source,
        anchor_dataset,
        anchor_source_record_id,
        rule_id
    from key_pair
    union all
    select
        local_authority_code,
        source,
        dataset,
        source_record_id,
        anchor_source,
        anchor_dataset,
        anchor_source_record_id,
        rule_id
    from name_pair
),

final as (
    select
        pair.*,
        cast(link_rule.rule_order as integer) as rule_order,
        repeating_source.source is not null as is_repeating_source
    from pair
    inner join link_rule
        on
            pair.rule_id = link_rule.rule_id
            and pair.anchor_source = link_rule.source_a
            and pair.source = link_rule.source_b
            and link_rule.is_enabled
    left join repeating_source on pair.source = repeating_source.source
    -- Of two records of one dataset the number that is larger as text is the duplicate, as CHILD is the smallest.
    where pair.dataset <> pair.anchor_dataset or pair.source_record_id > pair.anchor_source_record_id
)

select * from final
