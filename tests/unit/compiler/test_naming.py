"""Operations and schemas get names that people would give them."""

from __future__ import annotations

import pytest

from mockdown.compiler.naming import (
    Named,
    component_name,
    operation_ids,
    pascal,
    words_of,
)
from mockdown.vocabularies.english import is_plural, singular


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/orders", "list_orders"),
        ("GET", "/orders/json", "list_orders"),
        ("GET", "/orders/{id}/json", "get_order"),
        ("POST", "/v1/{name}:close", "close_item"),
        ("POST", "/orders", "create_order"),
        ("GET", "/orders/{id}", "get_order"),
        ("PUT", "/orders/{id}", "update_order"),
        ("PATCH", "/orders/{id}", "patch_order"),
        ("DELETE", "/orders/{id}", "delete_order"),
        ("GET", "/orders/{id}/lines", "list_lines"),
        ("POST", "/orders/{id}/cancel", "cancel_order"),
        ("POST", "/jobs/queue", "queue_jobs"),
        ("GET", "/jobs/poll", "poll_jobs"),
        ("GET", "/settings", "list_settings"),
        ("GET", "/health", "get_health"),
        ("GET", "/api/v2/categories/{id}", "get_category"),
        ("GET", "/", "get_root"),
        ("POST", "/books/{id}:archive", "archive_book"),
        ("POST", "/api/orders.send", "create_orders_send"),
        ("POST", "/v1/{account}", "update_root"),
        ("POST", "/", "create_root"),
        ("POST", "/auth/token", "create_token"),
        ("GET", "/-", "get_u2d"),
        ("POST", "/-/reload", "reload"),
        ("GET", "/_", "get_u5f"),
        ("GET", "/\u68da", "get_u68da"),
    ],
)
def test_operation_id(method: str, path: str, name: str) -> None:
    """Verb and noun come from method and path."""
    assert operation_ids([Named(method, path)]) == [name]


def test_lists_when_the_answer_is_a_list() -> None:
    """What is known of the answer decides, not the ending of a word."""
    assert operation_ids([Named("GET", "/settings", lists=False)]) == ["get_settings"]
    assert operation_ids([Named("GET", "/staff", lists=True)]) == ["list_staff"]


def test_equal_names_take_more_of_their_paths() -> None:
    """A name does not depend on what comes before it."""
    both = [Named("GET", "/shops/{id}/lines"), Named("GET", "/orders/{id}/lines")]
    assert operation_ids(both) == ["list_shop_lines", "list_order_lines"]
    assert operation_ids(both[::-1]) == ["list_order_lines", "list_shop_lines"]


def test_formats_tell_operations_apart() -> None:
    """The last segment is named where the same is to be had in several formats."""
    both = [Named("GET", "/orders/json"), Named("GET", "/orders/csv")]
    assert operation_ids(both) == ["get_order_json", "get_order_csv"]


def test_names_are_unique() -> None:
    """Where words do not tell operations apart, numbers do."""
    names = operation_ids(
        [Named("GET", "/a/{b}"), Named("GET", "/a/{b}/{c}"), Named("GET", "/a/{b}/{c}/{d}")]
    )
    assert len(set(names)) == 3


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("orders", "order"),
        ("categories", "category"),
        ("boxes", "box"),
        ("classes", "class"),
        ("status", "status"),
        ("series", "series"),
        ("people", "person"),
        ("address", "address"),
        ("order_lines", "order_line"),
        ("news", "news"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    """Plurals follow the common rules of spelling."""
    assert singular(plural) == one
    assert is_plural(plural) is (plural != one)


def test_others_change_no_name() -> None:
    """A name is the same whatever other paths there are, unless one of them has the same name."""
    own = Named("POST", "/api/orders.send")
    assert operation_ids([own, Named("GET", "/weather")])[0] == operation_ids([own])[0]
    both = [Named("GET", "/api/orders/{id}"), Named("GET", "/orders/{id}")]
    assert operation_ids(both) == ["get_api_order", "get_order"]
    assert operation_ids([own, own]) == ["create_orders_send", "create_orders_send_2"]


def test_words() -> None:
    """Any spelling becomes words with underscores."""
    assert words_of("orderLines") == words_of("order-lines") == words_of("Order Lines") == "order_lines"


def test_schema_names() -> None:
    """Names of schemas hold what OpenAPI allows."""
    assert component_name("order line (new)") == "orderLine_new"
    assert component_name("api.Order") == "api.Order"
    assert component_name("…") == "Schema"
    assert pascal("job_log") == "JobLog"
