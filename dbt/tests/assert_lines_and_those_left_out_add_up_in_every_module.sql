-- Every candidate of a module has a line or a reason for having none, never both; nothing is left out silently.
select * from {{ ref('ssda903__reckoning') }}
where candidate_count <> returned_count + left_out_count
