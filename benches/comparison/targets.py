"""What is expected of charte, and what a run found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """One figure that is expected, and the one that was measured."""

    what: str
    wanted: str
    # None where something was not there to measure it with.
    measured: str | None = None
    is_met: bool | None = None


def at_most(what, limit, unit, value):
    """That `value`, which may be none, is `limit` or less."""
    return _target(what, f"≤ {limit:g}", unit, value, lambda: value <= limit)


def at_least(what, limit, unit, value):
    """That `value`, which may be none, is `limit` or more."""
    return _target(what, f"≥ {limit:g}", unit, value, lambda: value >= limit)


def _target(what, wanted, unit, value, is_met):
    wanted = f"{wanted} {unit}".strip()
    if value is None:
        return Target(what, wanted)
    return Target(what, wanted, f"{value:.4g} {unit}".strip(), is_met())


def times(one, other):
    """How many times as long as `other` one takes, if both were measured."""
    return one.beside(other) if one and other else None
