-- Decisions that a child should be placed for adoption, in the years in which they stood: from the day of the decision
-- until it was reversed or the period of care ended in which it was made. One without its day is listed in the year in
-- which it was reversed or, if its day is unreadable, of the extract.
with year as (
    select * from {{ ref('int_return__module_year') }}
    where module = 'PlacedAdoption'
),

permanence as (
    select * from {{ ref('int_care__permanence') }}
    where listed_date is not null
),

period as (
    select * from {{ ref('int_care__period') }}
),

looked_after as (
    select * from {{ ref('int_return__looked_after') }}
),

-- On the day on which one period of care ended and the next began a decision belongs to both; the later one goes on.
decision as (
    select
        permanence.local_authority_code,
        coalesce(permanence.person_id, '') as person_id,
        permanence.permanence_row_id as record_id,
        permanence.decision_date,
        permanence.is_decision_unreadable,
        permanence.listed_date,
        permanence.reversed_date,
        permanence.is_reversed_before_decision,
        permanence.reversed_reason_code,
        permanence.unreadable_fields,
        permanence.load_id,
        permanence.row_number,
        period.person_id is not null as is_in_care,
        case
            when permanence.decision_date is null then permanence.listed_date
            else least(permanence.reversed_date, period.care_end_date)
        end as in_force_to_date
    from permanence
    left join period
        on
            {{ same_person('permanence', 'period') }}
            and permanence.decision_date >= period.care_start_date
            and (period.care_end_date is null or permanence.decision_date <= period.care_end_date)
    qualify row_number() over (
        partition by permanence.local_authority_code, permanence.permanence_row_id
        order by period.care_start_date desc nulls last
    ) = 1
),

in_year as (
    select
        decision.*,
        year.collection_year,
        looked_after.child_id,
        looked_after.birth_date,
        year.known_to_date,
        row_number() over (
            partition by
                decision.local_authority_code, year.collection_year, decision.person_id, decision.decision_date
            order by decision.reversed_date is null, {{ latest_number_first('decision.record_id') }}
        ) as record_rank
    from decision
    inner join year on {{ is_in_year('year', 'decision.listed_date', 'decision.in_force_to_date') }}
    left join looked_after
        on
            {{ same_person('decision', 'looked_after') }}
            and year.collection_year = looked_after.collection_year
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        child_id,
        birth_date,
        record_id,
        decision_date,
        reversed_date,
        is_reversed_before_decision,
        reversed_reason_code,
        unreadable_fields,
        known_to_date,
        load_id,
        row_number,
        case
            when is_decision_unreadable then 'day of the decision unreadable'
            when decision_date is null then 'day of the decision not recorded'
            when person_id = '' then 'person unknown to the case system'
            when not is_in_care then 'the decision was made outside all periods of care'
            when child_id is null then 'no episode in the year'
            when record_rank > 1 then 'another record of a decision made on the same day'
        end as left_out_reason
    from in_year
)

select * from final
