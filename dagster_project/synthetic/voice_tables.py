"""Truth tables of what young people say: one survey a year, and statements sent through an app."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from dagster_project.synthetic.activities import YoungPeople
from dagster_project.synthetic.days import Days, Mask, Real, Whole, age_on, birthday, date_series, day, to_date
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.lives import Lives
from dagster_project.synthetic.spells import ragged

#: Scales: 0 to 10, 1 to 5 (5 is best but for V06, where it is most often), yes or no; with mean and lean to well-being.
_TENS = {"V01": (6.4, 1.9), "V02": (6.7, 1.8), "V03": (6.3, 2.0), "V04": (4.4, -2.0)}
_FIVES = {
    "V05": (3.5, 0.8), "V06": (2.9, -0.8), "V11": (3.6, 0.5), "V12": (3.8, 0.5), "V15": (3.5, 0.7), "V16": (3.8, 0.6),
    "V17": (3.5, 0.6), "V18": (3.6, 0.5), "V21": (2.8, 0.6), "V39": (3.5, 0.7), "V41": (3.3, 0.6), "V44": (3.8, 0.6),
}  # fmt: skip
_YES = {"V07": 0.84, "V08": 0.86, "V09": 0.85, "V10": 0.82, "V19": 0.91}
_NOT_ANSWERED = "V59"
#: Years before the last one in which the survey was held as well.
_EARLIER_WAVES = 4

_TOPICS = ("HOME", "MONEY", "WORK", "LEARNING", "HEALTH", "FEELINGS", "PEOPLE", "SAFETY", "SUPPORT", "PLAN", "OTHER")
_TOPIC_WEIGHTS = (0.2, 0.15, 0.08, 0.08, 0.07, 0.12, 0.1, 0.06, 0.08, 0.04, 0.02)
_FEELINGS = ("HAPPY", "OKAY", "SAD", "WORRIED", "ANGRY", "MIXED")
_FEELING_WEIGHTS = (0.25, 0.3, 0.1, 0.18, 0.07, 0.1)
_WORDS = (
    "I like my new place but it is a long way from the bus.",
    "Money has run out again before the end of the month.",
    "My adviser rang back the same day, that helped.",
    "Course is going OK, I want to finish it.",
    "I do not want to move again.",
    "I have not heard anything about my plan.",
    "Had a good weekend with friends.",
    "I can\u2019t sleep and I don\u2019t know who to ask.",
    "Got an interview next week!",
    "I would like to see my brother more often.",
)


def survey_table(draws: Draws, lives: Lives, young: YoungPeople) -> pl.DataFrame:
    """Return the answers of every yearly wave: everybody from 16 to 25 in or after care is asked."""
    mood = draws.of("mood").normal(len(young))
    year = to_date(lives.as_at).year
    years = range(year - _EARLIER_WAVES, year + 1)
    parts = [_wave(draws.of(f"wave {year}"), lives, young, mood, year) for year in years]
    return pl.concat(parts).sort("person_id", "answered_date", "measure_id")


def _wave(draws: Draws, lives: Lives, young: YoungPeople, mood: Real, year: int) -> pl.DataFrame:
    """Return one wave: November of a year."""
    sent = day(date(year, 11, 3))
    age = age_on(young.birth, sent)
    asked = np.flatnonzero((young.start <= sent) & (young.stop > sent + 40) & (age >= 16) & (age <= 25))
    size = len(asked)
    reply = draws.pick((0.44, 0.2, 0.36), size)
    on = (sent + draws.between(0, 30, size)).astype(np.int32)
    answered, silent = asked[reply == 0], asked[reply > 0]
    outcome = labels("outcome", ("DECLINED", "NOT_REACHED"), reply[reply > 0] - 1)
    quiet = _rows(lives, young.person[silent], on[reply > 0], outcome, _NOT_ANSWERED).with_columns(
        pl.lit(None, dtype=pl.String).alias("answer")
    )
    parts = [quiet, *_answers(draws, lives, young.person[answered], on[reply == 0], mood[answered])]
    known = pl.col("answered_date") <= pl.lit(to_date(lives.as_at))
    return pl.concat(parts).filter(known).with_columns(pl.lit(f"Your say {year}").alias("survey"))


def _rows(lives: Lives, person: Whole, on: Days, outcome: pl.Series, measure: str) -> pl.DataFrame:
    """Return answers to one measure, without the answer itself."""
    return pl.DataFrame([lives.ids_of(person), date_series("answered_date", on), outcome]).with_columns(
        pl.lit(lives.authority).alias("local_authority_code"), pl.lit(measure).alias("measure_id")
    )


def _answers(draws: Draws, lives: Lives, person: Whole, on: Days, mood: Real) -> list[pl.DataFrame]:
    """Return the answers of those who took part; a few leave a question out."""
    size = len(person)
    parts = []
    for measure in sorted({*_TENS, *_FIVES, *_YES}):
        stream = draws.of(measure)
        given = stream.happens(0.965, size)
        outcome = labels("outcome", ("DECLINED", "ANSWERED"), given.astype(np.int64))
        answer = pl.Series("answer", _answer(stream, measure, mood), dtype=pl.String)
        parts.append(
            _rows(lives, person, on, outcome, measure).with_columns(
                pl.when(pl.Series(given)).then(answer).alias("answer")
            )
        )
    return parts


def _answer(draws: Draws, measure: str, mood: Real) -> pl.Series:
    """Return answers on the scale of a measure."""
    size = len(mood)
    if measure in _YES:
        yes = draws.happens(np.clip(_YES[measure] + 0.06 * mood, 0, 1), size)
        return labels("answer", ("N", "Y"), yes.astype(np.int64))
    mean, lean = _TENS[measure] if measure in _TENS else _FIVES[measure]
    low, high, noise = (0, 10, 1.3) if measure in _TENS else (1, 5, 0.8)
    value = np.clip(np.round(mean + lean * mood + noise * draws.normal(size)), low, high).astype(np.int64)
    return pl.Series("answer", value).cast(pl.String)


def statement_table(draws: Draws, lives: Lives, young: YoungPeople) -> pl.DataFrame:
    """Return statements sent through the app by the one in four who use it, between 16 and 22."""
    begin = np.maximum(young.start, lives.as_at - 1100).astype(np.int64)
    stop = np.minimum(np.minimum(young.stop, birthday(young.birth, 22)), lives.as_at + 1).astype(np.int64)
    uses: Mask = draws.happens(0.24, len(young)) & (stop > begin)
    counts = np.where(uses, np.minimum(draws.lasting(4.0, len(young)), 30), 0)
    owner, _ = ragged(counts)
    on = draws.between(begin[owner], stop[owner] - 1, len(owner)).astype(np.int32)
    size = len(owner)
    return (
        pl.DataFrame(
            [
                lives.ids_of(young.person[owner]),
                date_series("statement_date", on),
                labels("topic", _TOPICS, draws.pick(_TOPIC_WEIGHTS, size)),
                labels("feeling", _FEELINGS, draws.pick(_FEELING_WEIGHTS, size)),
                labels("statement", _WORDS, draws.between(0, len(_WORDS) - 1, size)),
            ]
        )
        .with_columns(pl.lit(lives.authority).alias("local_authority_code"))
        .sort("person_id", "statement_date", "topic", "statement")
    )
