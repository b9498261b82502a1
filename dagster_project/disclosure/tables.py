"""The tables that disclosure control looks after: how a place of each is hidden, and what follows from hiding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_RATE = {"numerator_shown": "null", "denominator_shown": "null", "value_shown": "null", "status": "'c'"}
STATES = ("recorded", "unreadable", "not_recorded")
RETURNED = ("returned", "left_out", "repaired", "incomplete", "to_check")
_AGREEMENT = (
    *("both_count_shown", "agree_count_shown", "agree_share", "agree_share_low", "agree_share_high"),
    *("kappa", "kappa_low", "kappa_high"),
)


@dataclass(frozen=True)
class Shown:
    """How a place of a table is hidden: the columns of its key, and what its columns become; without any it goes."""

    table: str
    key: tuple[str, ...]
    becomes: Mapping[str, str]

    def hiding(self) -> str:
        """Return the SQL that hides a place, its parameters being the authority and the key."""
        if not self.becomes:
            return f"delete from {self.table} where {self._where()}"
        becomes = ", ".join(f"{column} = {value}" for column, value in self.becomes.items())
        return f"update {self.table} set {becomes} where {self._where()}"

    def telling(self, column: str) -> str:
        """Return the SQL that shows a number of a place, its parameters being the number, the authority and the key."""
        return f"update {self.table} set {column} = ? where {self._where()}"

    def _where(self) -> str:
        return " and ".join(f"cast({column} as varchar) = ?" for column in ("local_authority_code", *self.key))


def _nothing(names: Sequence[str], **others: str) -> Mapping[str, str]:
    return {**dict.fromkeys(names, "null"), **others}


def _counts(names: Sequence[str]) -> list[str]:
    return [f"{name}_count_shown" for name in names]


#: What is controlled, by the first part of a place's key.
CONTROLLED: Mapping[str, Shown] = {
    "rpt_indicator_series": Shown(
        "rpt_indicator_series", ("indicator_id", "period_kind", "period_end_date", "age_band"), _RATE
    ),
    "rpt_indicator_breakdown": Shown("rpt_indicator_breakdown", ("indicator_id", "breakdown", "group_id"), _RATE),
    "rpt_concept_coverage": Shown("rpt_concept_coverage", ("concept_id",), _nothing(_counts(STATES), status="'c'")),
    "map_silence": Shown(
        "map_silence",
        ("concept_id", "breakdown", "group_id"),
        _nothing(
            [
                *_counts(("out_of_scope", "asked", *STATES)),
                *("share_pct", "share_low_pct", "share_high_pct", "rest_share_pct"),
                *("is_recorded_for_few", "is_silent"),
            ],
            status="'c'",
        ),
    ),
    "map_silence_group": Shown(
        "map_silence",
        ("breakdown", "group_id"),
        _nothing(["cohort_count_shown"]),
    ),
    "map_gap_evidence": Shown(
        "map_gap_evidence",
        ("gap_kind", "subject_id"),
        _nothing(
            ["numerator_shown", "denominator_shown", "value_shown"],
            message="regexp_replace(message, ' [0-9]+ of [0-9]+ people [^.]*[.]', '')",
        ),
    ),
    # A field stands on either side of its pairs.
    "map_duplication_pair_a": Shown(
        "map_duplication_pair",
        ("concept_id", "a_dataset", "a_field"),
        _nothing([f"a_{name}" for name in _counts(STATES)]),
    ),
    "map_duplication_pair_b": Shown(
        "map_duplication_pair",
        ("concept_id", "b_dataset", "b_field"),
        _nothing([f"b_{name}" for name in _counts(STATES)]),
    ),
    "map_duplication_pair": Shown("map_duplication_pair", ("pair_id",), _nothing(_AGREEMENT, status="'c'")),
    "map_disagreement": Shown("map_disagreement", ("pair_id", "a_value", "b_value"), {}),
    "map_burden": Shown(
        "map_burden",
        ("collection_year", "concept_id"),
        _nothing(["entries_count_shown", "repeated_count_shown", "repeated_share"], status="'few'"),
    ),
    "map_burden_field": Shown("map_burden_field", ("collection_year", "dataset"), {}),
    "rpt_social_letting": Shown(
        "rpt_social_letting",
        ("form_year", "client_group_code", "previous_tenure_code"),
        _nothing(["lettings_count_shown"], status="'c'"),
    ),
    **{
        f"return_reckoning_{name}": Shown(
            "return_reckoning", ("collection_year", "module"), _nothing([f"{name}_count_shown"])
        )
        for name in RETURNED
    },
}
#: What follows from hiding: the rest of everybody beside a group, the gaps that judged the numbers, and what is told of
#: all pairs of a concept.
FOLLOWING = (
    """
    update map_silence set rest_share_pct = null, is_silent = null
    from map_silence as everybody
    where
        everybody.breakdown = 'all' and everybody.status = 'c'
        and map_silence.local_authority_code = everybody.local_authority_code
        and map_silence.concept_id = everybody.concept_id
    """,
    *(
        f"""
        delete from {gap} using map_silence
        where
            {gap}.local_authority_code = map_silence.local_authority_code
            and (
                map_silence.is_recorded_for_few is null
                and {gap}.gap_kind = 'recorded_for_few'
                and {gap}.subject_id = map_silence.concept_id
                and map_silence.breakdown = 'all'
                or map_silence.is_silent is null
                and {gap}.gap_kind = 'silent_group'
                and {gap}.subject_id
                = map_silence.concept_id || ' ' || map_silence.breakdown || ' ' || map_silence.group_id
            )
        """
        for gap in ("map_gap_fill", "map_gap", "map_candidate_measure")
    ),
    """
    update map_gap set message = evidence.message, numerator_shown = null, denominator_shown = null, value_shown = null
    from map_gap_evidence as evidence
    where
        map_gap.local_authority_code = evidence.local_authority_code
        and map_gap.gap_kind = evidence.gap_kind and map_gap.subject_id = evidence.subject_id
        and map_gap.numerator_shown is not null and evidence.numerator_shown is null
    """,
    """
    delete from map_disagreement
    using map_duplication_pair as pair
    where
        map_disagreement.local_authority_code = pair.local_authority_code
        and map_disagreement.pair_id = pair.pair_id and pair.status <> 'shown'
    """,
    # A place that is missing would tell between which numbers the hidden one lies.
    """
    update map_disagreement set place = ranked.place
    from (
        select
            local_authority_code, pair_id, a_value, b_value,
            row_number() over (partition by local_authority_code, pair_id order by place) as place
        from map_disagreement
    ) as ranked
    where
        map_disagreement.local_authority_code = ranked.local_authority_code
        and map_disagreement.pair_id = ranked.pair_id
        and map_disagreement.a_value = ranked.a_value and map_disagreement.b_value = ranked.b_value
    """,
    """
    update map_duplication set
        measured_pairs_count = measured.pairs_count,
        least_agree_share = measured.least_agree_share, least_kappa = measured.least_kappa
    from (
        select
            concept_id, count(*) filter (where status = 'shown') as pairs_count,
            min(agree_share) as least_agree_share, min(kappa) as least_kappa
        from map_duplication_pair
        group by concept_id
    ) as measured
    where map_duplication.concept_id = measured.concept_id
    """,
)
