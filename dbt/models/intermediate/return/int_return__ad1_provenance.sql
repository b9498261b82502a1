with ad1 as (
    select * from {{ ref('int_return__ad1') }}
),

person_item as (
    select * from {{ ref('int_return__person_item') }}
),

permanence_item as (
    select item from (
        values ('DATE_INT'), ('DATE_MATCH'), ('FOSTER_CARE'), ('NB_ADOPTR'), ('SEX_ADOPTR'), ('LS_ADOPTR')
    ) as items (item)
),

item as (
    select
        local_authority_code,
        person_id,
        item,
        source_dataset,
        load_id,
        row_number,
        rule,
        false as is_of_permanence
    from person_item
    union all
    select
        person_item.local_authority_code,
        person_item.person_id,
        permanence_item.item,
        person_item.source_dataset,
        person_item.load_id,
        person_item.row_number,
        'no permanence record: blank' as rule,
        true as is_of_permanence
    from person_item
    cross join permanence_item
    where person_item.item = 'CHILD'
),

traced as (
    select
        ad1.*,
        item.item,
        item.is_of_permanence and ad1.load_id is not null as is_from_permanence,
        item.source_dataset as own_source_dataset,
        item.load_id as own_load_id,
        item.row_number as own_row_number,
        item.rule as own_rule
    from ad1
    inner join item on {{ same_person('ad1', 'item') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id,
        '' as line,
        item,
        case item
            when 'CHILD' then child_id
            when 'DOB' then {{ return_date('birth_date') }}
            when 'DATE_INT' then {{ return_date('decision_date') }}
            when 'DATE_MATCH' then {{ return_date('matched_date') }}
            when 'FOSTER_CARE' then foster_care_item
            when 'NB_ADOPTR' then number_of_adopters_code
            when 'SEX_ADOPTR' then adopter_sex_code
            when 'LS_ADOPTR' then adopter_legal_status_code
        end as value,
        case when is_from_permanence then 'ssd_permanence' else own_source_dataset end as source_dataset,
        case when is_from_permanence then load_id else own_load_id end as load_id,
        case when is_from_permanence then row_number else own_row_number end as row_number,
        case
            when is_from_permanence and is_record_of_period then 'permanence record of the period of care'
            when is_from_permanence then 'permanence record with a decision in the period of care'
            else own_rule
        end as rule
    from traced
)

select * from final
