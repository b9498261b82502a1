select
    'OC3' as module,
    leaver_birthday.row_id
from leaver_birthday
inner join episodes on leaver_birthday.child = episodes.child
where
    episodes.decom <= leaver_birthday.birthday
    and (episodes.dec > leaver_birthday.birthday or episodes.dec_text is null)
