-- A record that finds no case-system record may find one that was linked: a new surname, say, that housing and the
-- skills team both know and the case system does not.
with pair as (
    select * from {{ ref('int_person__pair') }}
    where anchor_source <> 'lcs'
),

direct_link as (
    select * from {{ ref('int_person__direct_link') }}
),

person_pair as (
    select
        pair.*,
        anchor_link.person_id
    from pair
    inner join direct_link as anchor_link
        on
            pair.local_authority_code = anchor_link.local_authority_code
            and pair.anchor_dataset = anchor_link.dataset
            and pair.anchor_source_record_id = anchor_link.source_record_id
    left join direct_link as own_link
        on
            pair.local_authority_code = own_link.local_authority_code
            and pair.dataset = own_link.dataset
            and pair.source_record_id = own_link.source_record_id
    where own_link.person_id is null
),

final as (
    {{ unambiguous_link('person_pair') }}
)

select * from final
