"""Draws what changed definitions of segments would do."""

from rich.console import Group, RenderableType
from rich.text import Text

from orchestration.lib.rehearsal.segments import SegmentsChange
from orchestration.lib.summary.tables import draw_rows

_CHANGES = {
    "new": "new",
    "removed": "removed",
    "predicate": "other predicate",
    "dates": "other dates",
    "nothing": "none",
}


def segments_sentence(change: SegmentsChange) -> str:
    """Say in a sentence what changed definitions would do."""
    if not change.effects:
        return f"No segment would change: {change.unchanged_count:,} are defined as they are now."
    entering = sum(effect.entering for effect in change.effects)
    leaving = sum(effect.leaving for effect in change.effects)
    noun = "segment" if len(change.effects) == 1 else "segments"
    return (
        f"{len(change.effects):,} {noun} would change and {change.unchanged_count:,} stay as they "
        f"are: {entering:,} entries and {leaving:,} exits."
    )


def draw_segments(change: SegmentsChange) -> RenderableType:
    """Draw who would enter and leave, and which segments would come to overlap."""
    parts: list[RenderableType] = [Text(segments_sentence(change)), Text()]
    if not change.effects:
        return Group(parts[0])
    rows = [
        {
            "segment": effect.segment_id,
            "change": _CHANGES[effect.change],
            "now": effect.members_now,
            "entering": effect.entering,
            "leaving": effect.leaving,
            "after": effect.members_after,
            "share_of_base": f"{effect.share_of_base:.1%}",
            "warning": "; ".join(effect.warnings),
        }
        for effect in change.effects
    ]
    examples = [
        {"segment": effect.segment_id, **example}
        for effect in change.effects
        for example in effect.examples
    ]
    overlaps = [
        {
            "segments": f"{row['left_segment_id']}, {row['right_segment_id']}",
            "in_both": row["both_count"],
            "overlap_now": f"{row['jaccard_now']:.1%}",
            "overlap_after": f"{row['jaccard_after']:.1%}",
        }
        for row in change.overlaps
    ]
    parts += [
        draw_rows("Segments that would change", rows, ""),
        Text(),
        draw_rows("Some of those who would enter or leave", examples, "Nobody would."),
        Text(),
        draw_rows(
            f"Pairs that would come to overlap by more than {change.overlap_limit:.0%}",
            overlaps,
            "None.",
        ),
    ]
    return Group(*parts)
