"""The words of table columns in other languages than English, by the name of the column's kind."""

from __future__ import annotations

TRANSLATED: dict[str, str] = {
    "NAME": (
        "名称, 名字, 参数, 参数名, 参数名称, 字段, 字段名, "
        "属性, 变量名, 名前, パラメータ, パラメーター, フィールド, 項目, "
        "имя, название, параметр, поле, атрибут, nombre, parámetro, parametro, campo, atributo, nome, nom, "
        "paramètre, parametre, champ, attribut, feld, feldname, eigenschaft, "
        "이름, 필드, 필드명, 파라미터, 매개변수, 변수, 변수명, 항목, 속성"
    ),
    "LOCATION": "位置, 参数位置, 場所, где, место, ubicación, localização, emplacement, ort, 위치",
    "TYPE": (
        "类型, 数据类型, 参数类型, 型, データ型, タイプ, тип, тип данных, tipo, tipo de dato, typ, datentyp, 타입, 유형, 자료형, 형식, 数据格式"
    ),
    "REQUIRED": (
        "必填, 是否必填, 必选, 是否必选, 必须, 是否必须, 必須, обязательный, обязательно, обязательность, "
        "obligatorio, requerido, obrigatório, obrigatorio, "
        "requis, obligatoire, pflicht, pflichtfeld, erforderlich, 필수, 필수 여부, 필수여부"
    ),
    "DEFAULT": (
        "默认, 默认值, 既定値, デフォルト, по умолчанию, por defecto, predeterminado, padrão, défaut, "
        "valeur par défaut, standard, standardwert, vorgabe, 기본값"
    ),
    "EXAMPLE": "示例, 示例值, 例, サンプル, пример, ejemplo, exemplo, exemple, beispiel, 예시, 예, 예제",
    "DESCRIPTION": (
        "说明, 描述, 备注, 含义, 参数说明, 説明, "
        "概要, 備考, описание, комментарий, descripción, descripcion, "
        "descrição, descricao, beschreibung, bemerkung, bedeutung, erklärung, 설명, 비고, 내용"
    ),
    "STATUS": (
        "状态码, ステータス, ステータスコード, код, код ответа, статус, código, codigo, statuscode, code http, "
        "상태 코드, 상태코드, 코드, 错误码, 返回码"
    ),
    "METHOD": (
        "方法, 请求方法, 请求方式, http方法, メソッド, リクエストメソッド, метод, метод запроса, "
        "método, méthode, methode, 메서드, 메소드"
    ),
    "PATH": (
        "路径, 地址, 接口, 接口地址, 请求地址, 请求路径, 请求url, 接口url, パス, エンドポイント, путь, "
        "адрес, адрес запроса, ruta, caminho, chemin, pfad, 경로, 주소"
    ),
}
