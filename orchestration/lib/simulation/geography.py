"""The towns people live in and the shops the retailer runs there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Town:
    """A town with its first postcode, region and place on the map."""

    name: str
    postcode: str
    region: str
    latitude: float
    longitude: float
    weight: float
    urban_class: str
    has_store: bool


_ROWS = (
    ("Paris", "75011", "Île-de-France", 48.859, 2.379, 9.0, "metropolis", True),
    ("Paris", "75015", "Île-de-France", 48.840, 2.300, 8.0, "metropolis", True),
    ("Saint-Denis", "93200", "Île-de-France", 48.936, 2.357, 4.0, "suburb", False),
    ("Versailles", "78000", "Île-de-France", 48.804, 2.134, 3.0, "suburb", True),
    ("Créteil", "94000", "Île-de-France", 48.791, 2.462, 3.0, "suburb", False),
    ("Lyon", "69003", "Auvergne-Rhône-Alpes", 45.760, 4.850, 7.0, "metropolis", True),
    ("Villeurbanne", "69100", "Auvergne-Rhône-Alpes", 45.772, 4.890, 3.0, "suburb", False),
    ("Grenoble", "38000", "Auvergne-Rhône-Alpes", 45.188, 5.724, 3.0, "city", True),
    ("Annecy", "74000", "Auvergne-Rhône-Alpes", 45.899, 6.129, 2.0, "city", True),
    ("Clermont-Ferrand", "63000", "Auvergne-Rhône-Alpes", 45.777, 3.087, 2.0, "city", False),
    ("Marseille", "13008", "Provence-Alpes-Côte d'Azur", 43.270, 5.385, 6.0, "metropolis", True),
    ("Nice", "06000", "Provence-Alpes-Côte d'Azur", 43.710, 7.262, 4.0, "metropolis", True),
    ("Aix-en-Provence", "13100", "Provence-Alpes-Côte d'Azur", 43.529, 5.447, 2.0, "city", False),
    ("Toulouse", "31000", "Occitanie", 43.604, 1.444, 6.0, "metropolis", True),
    ("Montpellier", "34000", "Occitanie", 43.610, 3.876, 4.0, "metropolis", True),
    ("Albi", "81000", "Occitanie", 43.929, 2.148, 1.0, "town", False),
    ("Bordeaux", "33000", "Nouvelle-Aquitaine", 44.837, -0.579, 5.0, "metropolis", True),
    ("La Rochelle", "17000", "Nouvelle-Aquitaine", 46.160, -1.151, 2.0, "city", True),
    ("Limoges", "87000", "Nouvelle-Aquitaine", 45.833, 1.261, 1.5, "city", False),
    ("Nantes", "44000", "Pays de la Loire", 47.218, -1.553, 5.0, "metropolis", True),
    ("Angers", "49000", "Pays de la Loire", 47.478, -0.563, 2.0, "city", False),
    ("Rennes", "35000", "Bretagne", 48.117, -1.678, 4.0, "metropolis", True),
    ("Brest", "29200", "Bretagne", 48.390, -4.486, 2.0, "city", True),
    ("Vannes", "56000", "Bretagne", 47.658, -2.760, 1.0, "town", False),
    ("Lille", "59000", "Hauts-de-France", 50.629, 3.057, 5.0, "metropolis", True),
    ("Amiens", "80000", "Hauts-de-France", 49.894, 2.295, 1.5, "city", False),
    ("Rouen", "76000", "Normandie", 49.443, 1.099, 2.5, "city", True),
    ("Caen", "14000", "Normandie", 49.183, -0.370, 2.0, "city", False),
    ("Strasbourg", "67000", "Grand Est", 48.573, 7.752, 4.0, "metropolis", True),
    ("Reims", "51100", "Grand Est", 49.258, 4.031, 2.0, "city", False),
    ("Nancy", "54000", "Grand Est", 48.692, 6.184, 2.0, "city", True),
    ("Dijon", "21000", "Bourgogne-Franche-Comté", 47.322, 5.041, 2.0, "city", True),
    ("Besançon", "25000", "Bourgogne-Franche-Comté", 47.238, 6.024, 1.0, "city", False),
    ("Tours", "37000", "Centre-Val de Loire", 47.394, 0.685, 2.0, "city", True),
    ("Orléans", "45000", "Centre-Val de Loire", 47.903, 1.909, 1.5, "city", False),
    ("Ajaccio", "20000", "Corse", 41.919, 8.739, 0.5, "town", False),
)
TOWNS = tuple(Town(*row) for row in _ROWS)
STORE_TOWNS = tuple(index for index, town in enumerate(TOWNS) if town.has_store)
STORE_IDS = tuple(f"S{number:03d}" for number in range(1, len(STORE_TOWNS) + 1))


def nearest_stores() -> list[int]:
    """Return, for each town, the position in STORE_IDS of the nearest shop."""

    def distance(one: Town, other: Town) -> float:
        return (one.latitude - other.latitude) ** 2 + (0.7 * (one.longitude - other.longitude)) ** 2

    return [
        min(
            range(len(STORE_TOWNS)),
            # mypy does not infer a lambda that binds the loop variable by a default.
            key=lambda store, here=town: distance(here, TOWNS[STORE_TOWNS[store]]),  # type: ignore[misc]
        )
        for town in TOWNS
    ]
