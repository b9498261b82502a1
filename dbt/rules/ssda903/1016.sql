-- Care that ends on the birthday itself is over on it: nearly everybody who leaves at 18 does so on that day.
select
    'OC3' as module,
    leaver_birthday.row_id
from leaver_birthday
inner join episodes on leaver_birthday.child = episodes.child
where episodes.dec > leaver_birthday.birthday and episodes.rec is distinct from 'X1'
