"""The dbt project as Dagster sees it, with a manifest that describes the files as they are now."""

from dagster_dbt import DbtProject

from orchestration.environment import PROJECT_DIR, read_environment
from orchestration.lib.dbt.manifest import is_stale, read_manifest

ENVIRONMENT = read_environment()

# The project lies at the root of the repository, so it is used where it is: Dagster's YAML
# component would copy the whole root and run dbt in the copy.
DBT_PROJECT = DbtProject(
    project_dir=PROJECT_DIR, target_path=ENVIRONMENT.target, profiles_dir=PROJECT_DIR
)

if is_stale(DBT_PROJECT.manifest_path, PROJECT_DIR):
    DBT_PROJECT.preparer.prepare(DBT_PROJECT)

MANIFEST = read_manifest(DBT_PROJECT.manifest_path)
