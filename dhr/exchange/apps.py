from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "dhr.exchange"
    label = "exchange"
