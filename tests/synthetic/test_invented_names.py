"""Names and postcodes are invented."""

from dagster_project.synthetic import Truth
from dagster_project.synthetic.names import every_forename, every_surname, postcodes

#: Common real names, and names of real people in the published background of the work.
REAL = {
    "smith", "jones", "taylor", "brown", "williams", "wilson", "johnson", "davies", "robinson", "wright",
    "thompson", "evans", "walker", "white", "roberts", "green", "hall", "wood", "jackson", "clarke", "clayton",
    "feinstein", "sharland", "shaughnessy", "holmes", "vizard", "pullinger", "ashworth", "oxley", "barker",
    "oliver", "george", "harry", "noah", "jack", "leo", "arthur", "muhammad", "oscar", "charlie", "olivia",
    "amelia", "isla", "ava", "mia", "lily", "sophia", "grace", "samantha", "caitlin", "elaine", "leon", "polly",
    "lisa", "dez", "john", "mary", "david", "sarah", "james", "emma",
}  # fmt: skip


def test_no_name_is_a_common_real_one() -> None:
    made = {name.casefold() for name in (*every_forename(), *every_surname())}
    assert not made & REAL
    assert len(every_forename()) > 1000
    assert len(every_surname()) > 600


def test_names_can_be_written_in_windows_1252() -> None:
    made = "".join((*every_forename(), *every_surname()))
    made.encode("cp1252")
    assert any(ord(letter) > 127 for letter in made)


def test_postcodes_lie_in_an_area_that_does_not_exist(truth: Truth) -> None:
    assert truth["postcode"]["postcode"].str.contains(r"^NM[0-9]{1,2} [1-9][A-Z]{2}$").all()
    assert truth["placement"]["postcode"].drop_nulls().is_in(truth["postcode"]["postcode"].to_list()).all()
    assert len(set(postcodes("NM", 5000))) == 5000
