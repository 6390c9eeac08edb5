"""The warehouse that dbt builds from the landing folder."""
