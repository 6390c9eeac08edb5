"""The command line: `python -m orchestration <command>`."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "run": "build the single customer view, audit and publish it, and show its summary",
    "summary": "show the summary of the published view",
    "customer": "show everything that is published about one customer",
    "explain": "say why two identifiers are one customer's or not, or how one came about",
    "dry-run": "say what changed rules would do to customers and segments, before anything changes",
    "ui": "start the Dagster UI on this machine",
    "check-landing": "say what lies in the landing folder, without building anything",
    "questions": "hand the next questions of a channel to whoever asks them",
    "privacy": "answer a person who uses a right: access, erase, object, rectify",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 when it did what it was asked."""
    parser = argparse.ArgumentParser(prog="python -m orchestration", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, explanation in COMMANDS.items():
        command = commands.add_parser(name, help=explanation, description=explanation)
        if name == "run":
            command.add_argument(
                "--as-of",
                default="",
                metavar="TIMESTAMP",
                help="the moment to describe, in UTC (default: the newest ingestion time)",
            )
            command.add_argument(
                "--record",
                action="store_true",
                help="keep the run in Dagster's storage, where the UI shows it (takes longer)",
            )
        if name == "customer":
            command.add_argument(
                "customer", metavar="ID", help="a customer id (cus_...), or type:value"
            )
            command.add_argument(
                "--events",
                type=int,
                default=20,
                metavar="N",
                help="how many of the last events to show (default: 20)",
            )
            command.add_argument(
                "--json", action="store_true", dest="json_output", help="for tools, as JSON"
            )
        if name == "explain":
            command.add_argument(
                "subjects",
                nargs="+",
                metavar="SUBJECT",
                help="one or two of: type:value in any spelling, or a customer id (cus_...)",
            )
            command.add_argument(
                "--json", action="store_true", dest="json_output", help="for tools, as JSON"
            )
        if name == "dry-run":
            command.add_argument(
                "--rules",
                default="",
                metavar="FOLDER",
                help="changed copies of any files of seeds/rules",
            )
            command.add_argument(
                "--vars",
                default="",
                dest="variables",
                metavar="JSON",
                help="changed variables of dbt_project.yml",
            )
            command.add_argument(
                "--json", action="store_true", dest="json_output", help="for tools, as JSON"
            )
        if name == "ui":
            command.add_argument("--port", type=int, default=3000, help="default: 3000")
        if name == "privacy":
            add_privacy_actions(command)
        if name == "questions":
            add_question_actions(command)
    options = vars(parser.parse_args(arguments))
    if len(options.get("subjects", ())) > 2:
        parser.error("explain takes one subject, or two to compare.")
    # Each command is imported alone, so that `summary` does not wait for Dagster to load.
    module = import_module(f"orchestration.commands.{options.pop('command').replace('-', '_')}")
    code: int = module.execute(**options)
    return code


def add_question_actions(questions: argparse.ArgumentParser) -> None:
    """Give the command `questions` its one action."""
    actions = questions.add_subparsers(dest="action", required=True, metavar="action")
    export = actions.add_parser("export", help="write one JSON document for each contact point")
    export.add_argument(
        "--channel", choices=("web", "app", "email", "store", "call"), required=True, help="where"
    )
    export.add_argument("--folder", required=True, metavar="DIR", help="where to write the file")


def add_privacy_actions(privacy: argparse.ArgumentParser) -> None:
    """Give the command `privacy` its actions, each a right or a duty with options of its own."""
    actions = privacy.add_subparsers(dest="action", required=True, metavar="action")
    access = actions.add_parser("access", help="write all that is held on a person to a folder")
    access.add_argument("subject", metavar="ID", help="type:value, or a customer id (cus_...)")
    access.add_argument(
        "--out", default="", metavar="FOLDER", help="default: target/privacy of the project"
    )
    erase = actions.add_parser("erase", help="erase people now, and leave a certificate")
    erase.add_argument("subjects", nargs="*", metavar="ID", help="type:value, or a customer id")
    erase.add_argument("--from", dest="from_file", default="", metavar="FILE", help="one ID a line")
    erase.add_argument("--dry-run", action="store_true", help="only list what would go")
    objecting = actions.add_parser("object", help="take an objection, which the next run applies")
    objecting.add_argument("subject", metavar="ID", help="type:value, or a customer id (cus_...)")
    objecting.add_argument(
        "--purpose", default="any", help="profiling, marketing, ... (default: any)"
    )
    rectify = actions.add_parser("rectify", help="take a correction, which the next run applies")
    rectify.add_argument("subject", metavar="ID", help="type:value, or a customer id (cus_...)")
    rectify.add_argument(
        "corrections", nargs="+", metavar="ATTRIBUTE=VALUE", help="such as city=Lyon"
    )
    access.add_argument(
        "--language", choices=("fr", "en"), default="fr", help="the page's language (default: fr)"
    )
    actions.add_parser("data-map", help="write docs/data-map.md, the record of processing")


if __name__ == "__main__":
    sys.exit(main())
