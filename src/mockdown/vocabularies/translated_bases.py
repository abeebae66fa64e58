"""The words in other languages than English for where an API is found, and for what joins two values."""

from __future__ import annotations

BASE_LABELS = (
    r"(?:adresse|chemin|ruta|dirección|caminho|endereço) (?:de )?base"
    r"|ruta base|basisadresse|基础(?:路径|地址|url)|接口前缀|根路径|服务(?:器)?地址|ベース ?url|기본 ?url"
    r"|базовый (?:url|адрес|путь)"
    r"|(?:todas las|todos los|todas as|todos os|toutes les|tous les|alle|все) (?:\w+ ){0,3}?"
    r"(?:rutas|rotas|urls?|routes|chemins|requêtes|peticiones|pfade|routen|endpunkte|endpoints|anfragen"
    r"|aufrufe|пути|адреса|запросы)"
)
"""Labels and beginnings of sentences before a URL or a path."""
OR_WORDS = "or|and|o|ou|oder|y|e|и"
