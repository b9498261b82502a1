-- One row per row of SWEpisodes with its first and last day; a day, month or year that nobody knows is written in Zs.
select
    row_id,
    sw_id,
    sw_decom_text,
    sw_dec_text,
    sw_reason,
    read_date(replace(replace(sw_decom_text, 'ZZ/', '01/'), '/ZZZZ', '/2000')) as start_date,
    read_date(replace(replace(sw_dec_text, 'ZZ/', '01/'), '/ZZZZ', '/2000')) as end_date
from swepisodes
