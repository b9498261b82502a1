-- Short breaks apart: whoever has no other episode is not asked.
with looked_after as (
    select
        child,
        count(*) filter (
            where decom <= collection_end() and coalesce(dec, collection_end()) >= collection_start()
        ) as episodes_in_year
    from episodes
    where ls is null or ls not in (select code from codes('short_break'))
    group by child
),

wrong as (
    select
        header.row_id as header_row,
        oc3.row_id as oc3_row
    from header
    inner join looked_after on header.child = looked_after.child
    left join oc3 on header.child = oc3.child
    where
        header.mother not in (select code from codes('BOOL01'))
        or (header.sex in (select code from codes('male')) and header.mother is not null)
        or (
            header.sex in (select code from codes('female'))
            and case
                when looked_after.episodes_in_year > 0 then header.mother is null
                else header.mother is not null and coalesce(oc3.in_touch, oc3.activ, oc3.accom) is not null
            end
        )
)

select
    'Header' as module,
    header_row as row_id
from wrong
union all
select
    'OC3' as module,
    oc3_row as row_id
from wrong
where oc3_row is not null
