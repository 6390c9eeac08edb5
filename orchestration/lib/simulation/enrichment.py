"""What two third-party providers say about each postcode."""

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation.clock import at
from orchestration.lib.simulation.extracts import Extract, Landed, Records, land
from orchestration.lib.simulation.geography import TOWNS
from orchestration.lib.simulation.text import choose
from orchestration.lib.simulation.world import World

POSTCODES = Extract(
    source="enrichment",
    table="postcodes",
    key=("postcode", "provider"),
    demo_format="csv",
    select="""
        postcode, provider, region, urban_class, median_income_band, average_household_size,
        confidence, provided_on, latitude, longitude
    """,
    bad_dates=("provided_on",),
    bad_numbers=("confidence",),
)
_BANDS = ("<20000", "20000-35000", "35000-60000", ">60000")


def postcode_rows(world: World) -> Landed:
    """List postcodes by provider; the second provider is less sure and sometimes disagrees."""
    draws = world.draws
    count = len(TOWNS)
    place = np.tile(np.arange(count, dtype=np.int64), 2)
    provider = np.repeat(np.arange(2, dtype=np.int64), count)
    band = draws.pick([20, 45, 28, 7], "postcode/band", place)
    differs = (provider == 1) & draws.chance(0.3, "postcode/differs", place)
    noise = draws.uniform("postcode/size", place, provider)
    provided = np.array([at(2026, 1, 15), at(2025, 6, 1)], dtype=np.int64)[provider]
    return land(
        POSTCODES,
        draws,
        world.rates.records,
        Records(
            {
                "postcode": choose([town.postcode for town in TOWNS], place),
                "provider": choose(["geostat", "panelia"], provider),
                "region": choose([town.region for town in TOWNS], place),
                "urban_class": choose([town.urban_class for town in TOWNS], place),
                "median_income_band": choose(_BANDS, np.where(differs, (band + 1) % 4, band)),
                "average_household_size": np.round(1.8 + 0.7 * noise, 2),
                "confidence": np.round(np.where(provider == 0, 0.8, 0.55) + 0.1 * noise, 2),
                "provided_on": pa.array(provided, pa.timestamp("ms")).cast(pa.date32()),
                # The middle of the postcode; the second provider rounds it to about a kilometre.
                "latitude": _rounded([town.latitude for town in TOWNS], provider),
                "longitude": _rounded([town.longitude for town in TOWNS], provider),
            },
            key=draws.bits("postcode", place, provider),
            moments=provided,
            persons=np.full(2 * count, -1, dtype=np.int64),
            delivery=np.zeros(2 * count, dtype=np.int64),
        ),
    )


def _rounded(degrees: list[float], provider: np.ndarray) -> np.ndarray:
    """Degrees by town, once per provider: three decimals from the first, two from the second."""
    exact = np.tile(np.array(degrees), 2)
    return np.where(provider == 0, np.round(exact, 3), np.round(exact, 2))
