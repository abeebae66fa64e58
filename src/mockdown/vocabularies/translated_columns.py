"""The words of table columns in other languages than English, by the name of the column's kind."""

from __future__ import annotations

TRANSLATED: dict[str, str] = {
    "NAME": (
        "名称, 名字, 参数, 参数名, 参数名称, 字段, 字段名, "
        "属性, 变量名, 名前, パラメータ, パラメーター, フィールド, 項目, "
        "имя, название, параметр, поле, атрибут, nombre, parámetro, parametro, campo, atributo, nome, nom, "
        "paramètre, parametre, champ, attribut, feld, feldname, eigenschaft"
    ),
    "LOCATION": "位置, 参数位置, 場所, где, место, ubicación, localização, emplacement, ort",
    "TYPE": (
        "类型, 数据类型, 参数类型, 型, データ型, タイプ, тип, тип данных, tipo, tipo de dato, typ, datentyp"
    ),
    "REQUIRED": (
        "必填, 是否必填, 必选, 是否必选, 必须, 是否必须, 必須, обязательный, обязательно, обязательность, "
        "obligatorio, requerido, obrigatório, obrigatorio, "
        "requis, obligatoire, pflicht, pflichtfeld, erforderlich"
    ),
    "DEFAULT": (
        "默认, 默认值, 既定値, デフォルト, по умолчанию, por defecto, predeterminado, padrão, défaut, "
        "valeur par défaut, standard, standardwert, vorgabe"
    ),
    "EXAMPLE": "示例, 示例值, 例, サンプル, пример, ejemplo, exemplo, exemple, beispiel",
    "DESCRIPTION": (
        "说明, 描述, 备注, 含义, 参数说明, 説明, "
        "概要, 備考, описание, комментарий, descripción, descripcion, "
        "descrição, descricao, beschreibung, bemerkung, bedeutung, erklärung"
    ),
    "STATUS": (
        "状态码, ステータス, ステータスコード, код, код ответа, статус, código, codigo, statuscode, code http"
    ),
    "METHOD": (
        "方法, 请求方法, 请求方式, http方法, メソッド, リクエストメソッド, метод, метод запроса, "
        "método, méthode, methode"
    ),
    "PATH": (
        "路径, 地址, 接口, 接口地址, 请求地址, 请求路径, 请求url, 接口url, パス, エンドポイント, путь, "
        "адрес, адрес запроса, ruta, caminho, chemin, pfad"
    ),
}
