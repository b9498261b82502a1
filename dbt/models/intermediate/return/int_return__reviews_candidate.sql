-- Reviews of a collection year, and why some have no line in Reviews.
with record as (
    select * from {{ ref('int_return__reviews_record') }}
),

year as (
    select * from {{ ref('int_return__module_year') }}
    where module = 'Reviews'
),

spell as (
    select * from {{ ref('fct_care_spell') }}
),

in_year as (
    select
        record.*,
        year.collection_year
    from record
    inner join year on {{ is_in_year('year', 'record.listed_date') }}
),

on_day_of_care as (
    select
        record.local_authority_code,
        record.record_id,
        bool_and(spell.is_short_break) as is_short_break
    from record
    inner join spell
        on
            {{ same_person('record', 'spell') }}
            and record.review_date >= spell.spell_start_date
            and (spell.spell_end_date is null or record.review_date < spell.spell_end_date)
    group by record.local_authority_code, record.record_id
),

judged as (
    select
        in_year.*,
        case
            when in_year.review_date is null then 'day unreadable'
            when in_year.is_cancelled then 'cancelled'
            when in_year.person_id is null then 'person unknown to the case system'
            when on_day_of_care.record_id is null then 'not looked after on the day'
            when on_day_of_care.is_short_break then 'in a short break on the day'
        end as reason
    from in_year
    left join on_day_of_care
        on
            in_year.local_authority_code = on_day_of_care.local_authority_code
            and in_year.record_id = on_day_of_care.record_id
),

-- Of several reviews of a child on one day the one that says how the child took part, then the one recorded last.
numbered as (
    select
        *,
        row_number() over (
            partition by local_authority_code, collection_year, person_id, review_date, reason is null
            order by review_participation_code is null, {{ latest_number_first('record_id') }}
        ) as number_on_day
    from judged
),

final as (
    select
        local_authority_code,
        collection_year,
        record_id,
        coalesce(person_id, '') as person_id,
        review_date,
        is_cancelled_unreadable,
        review_participation_code,
        is_participation_unreadable,
        load_id,
        row_number,
        case
            when reason is not null then reason
            when number_on_day > 1 then 'another record of a review on the same day'
        end as left_out_reason
    from numbered
)

select * from final
