-- Adoptions without a line, and items of AD1 that are not known.
with candidate as (
    select * from {{ ref('int_return__ad1_candidate') }}
),

ad1 as (
    select * from {{ ref('int_return__ad1') }}
),

item as (
    select * from (
        values
        ('DATE_INT', 'perm_adm_decision_date'),
        ('DATE_MATCH', 'perm_matched_date'),
        ('FOSTER_CARE', 'perm_adopted_by_carer_flag'),
        ('NB_ADOPTR', 'perm_number_of_adopters'),
        ('SEX_ADOPTR', 'perm_adopter_sex'),
        ('LS_ADOPTR', 'perm_adopter_legal_status')
    ) as items (item, field)
),

blank as (
    select
        ad1.local_authority_code,
        ad1.collection_year,
        ad1.person_id,
        item.item,
        case
            when ad1.load_id is null then 'no permanence record of the period of care'
            when list_contains(ad1.unreadable_fields, item.field) then 'unreadable'
            else 'not recorded'
        end as reason
    from ad1
    cross join item
    where
        case item.item
            when 'DATE_INT' then ad1.decision_date is null
            when 'DATE_MATCH' then ad1.matched_date is null
            when 'FOSTER_CARE' then ad1.foster_care_item is null
            when 'NB_ADOPTR' then ad1.number_of_adopters_code is null
            when 'SEX_ADOPTR' then ad1.adopter_sex_code is null
            when 'LS_ADOPTR' then ad1.adopter_legal_status_code is null
        end
),

final as (
    {{ left_out_records() }}
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        '' as line,
        item,
        'incomplete' as kind,
        reason
    from blank
)

select * from final
