"""The house: no foreign key points upward, and what only tests can say of the rooms."""

import socket

import pytest
from django.apps import apps
from pytest_socket import SocketConnectBlockedError

# From top to bottom; the import contracts in pyproject.toml say the same of imports.
ROOMS = ["exchange", "search", "learning", "publishing", "actions", "reviews", "themes", "areas", "outbox"]


def relations():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in ROOMS:
            for field in model._meta.get_fields():
                if field.is_relation and not field.auto_created and field.related_model:
                    yield model, field


def test_no_foreign_key_points_to_a_room_above():
    upward = [
        f"{model.__name__}.{field.name} -> {field.related_model._meta.label}"
        for model, field in relations()
        if field.related_model._meta.app_label in ROOMS
        and ROOMS.index(field.related_model._meta.app_label) < ROOMS.index(model._meta.app_label)
    ]
    assert upward == []


def test_every_room_with_models_is_in_the_order():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("dhr.")}
    assert ours == set(ROOMS)


def test_tests_cannot_reach_the_network():
    with pytest.warns(UserWarning, match="192.0.2.1"), pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
