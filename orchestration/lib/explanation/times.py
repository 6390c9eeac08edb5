"""The moments that stand for no beginning and no end in the intervals of the warehouse."""

from datetime import datetime

BEGINNING_OF_TIME = datetime.fromisoformat("1900-01-01")
END_OF_TIME = datetime.fromisoformat("9999-12-31")
