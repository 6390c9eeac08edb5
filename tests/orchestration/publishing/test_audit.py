"""The audit lets a sound build pass, and says what is wrong with any other."""

import pytest

from orchestration.lib.publishing.audit import (
    AuditFailedError,
    Verdict,
    objections,
    require_a_clean_audit,
)

PASSED = Verdict("marts/customers", "unique_customer_id", has_passed=True)


def test_a_build_whose_checks_all_passed_may_go_out() -> None:
    require_a_clean_audit([PASSED, PASSED])


def test_a_grave_failure_forbids_publication_and_says_what_was_seen() -> None:
    failed = Verdict("marts/orders", "no_negative_amount", has_passed=False, detail="3 rows")
    with pytest.raises(AuditFailedError, match="no_negative_amount on marts/orders failed: 3 rows"):
        require_a_clean_audit([PASSED, failed])


def test_a_warning_does_not_forbid_publication() -> None:
    warned = Verdict("marts/orders", "few_orders", has_passed=False, is_grave=False)
    assert objections([warned]) == []


def test_a_check_that_did_not_judge_this_build_forbids_publication() -> None:
    unread = Verdict("marts/orders", "no_negative_amount", has_passed=None)
    assert objections([unread]) == ["no_negative_amount on marts/orders has not judged this build"]
