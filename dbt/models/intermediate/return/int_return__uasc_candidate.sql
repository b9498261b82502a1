-- Statuses of unaccompanied asylum-seeking children of a collection year, and why some have no line in UASC.
with record as (
    select * from {{ ref('int_return__uasc_record') }}
),

year as (
    select * from {{ ref('int_return__module_year') }}
    where module = 'UASC'
),

looked_after as (
    select * from {{ ref('int_return__looked_after') }}
),

in_year as (
    select
        record.*,
        year.collection_year,
        {{ told_in_year('year', 'record.ceased_date') }} as claim_end_item
    from record
    -- A status without a start held from before anything is known.
    inner join year
        on {{ is_in_year('year', 'coalesce(record.status_start_date, year.start_date)', 'record.ceased_date') }}
),

judged as (
    select
        in_year.*,
        case
            when in_year.person_id is null then 'person unknown to the case system'
            when looked_after.person_id is null then 'no episode in the year'
            else in_year.status_fault
        end as reason
    from in_year
    left join looked_after
        on
            {{ same_person('in_year', 'looked_after') }}
            and in_year.collection_year = looked_after.collection_year
),

-- Of several of a child the one that held last.
numbered as (
    select
        *,
        row_number() over (
            partition by local_authority_code, collection_year, person_id, reason is null
            order by ceased_date desc nulls first, dataset, {{ latest_number_first('record_id') }}
        ) as number_of_child
    from judged
),

final as (
    select
        local_authority_code,
        collection_year,
        dataset,
        record_id,
        coalesce(person_id, '') as person_id,
        status_start_date,
        claim_end_item,
        recorded_end_date,
        is_end_of_claim,
        is_end_unreadable,
        load_id,
        row_number,
        claim_load_id,
        claim_row_number,
        case
            when reason is not null then reason
            when number_of_child > 1 then 'another status of the same child'
        end as left_out_reason
    from numbered
)

select * from final
