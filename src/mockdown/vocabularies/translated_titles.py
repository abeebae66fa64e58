"""The words of headings and lead-ins in other languages than English, by the name of the role."""

from __future__ import annotations

TRANSLATED_TITLES: dict[str, str] = {
    "QUERY": (
        "abfrageparameter, query-parameter, suchparameter, url-parameter, paramètres de requête, "
        "paramètres de la requête, paramètres query, paramètres d'url, parámetros de consulta, "
        "parámetros de query, parámetros query, parámetros de la consulta, parâmetros de consulta, "
        "parâmetros de query, parâmetros query, query-параметры, параметры строки запроса, "
        "параметры query, 查询参数, query参数, query 参数, url参数, url 参数, 请求查询参数, "
        "クエリパラメータ, クエリパラメーター, クエリ パラメータ, 쿼리 매개변수, 쿼리 파라미터, 쿼리 스트링, 쿼리"
    ),
    "PATH": (
        "pfadparameter, pfad-parameter, paramètres de chemin, paramètres du chemin, parámetros de ruta, "
        "parámetros de la ruta, parâmetros de rota, parâmetros de caminho, parâmetros de path, "
        "параметры пути, 路径参数, path参数, path 参数, パスパラメータ, パスパラメーター, "
        "경로 매개변수, 경로 변수, 경로 파라미터"
    ),
    "HEADER": (
        "kopfzeilen, anfrage-header, en-têtes, entêtes, en-têtes de requête, cabeceras, encabezados, "
        "cabeceras de la solicitud, cabeçalhos, заголовки, заголовки запроса, 请求头, 请求头部, 请求头参数, "
        "header参数, 头部, リクエストヘッダー, リクエストヘッダ, ヘッダー, ヘッダ, 헤더, 요청 헤더"
    ),
    "RESPONSE_HEADER": (
        "antwort-header, antwortheader, en-têtes de réponse, cabeceras de respuesta, "
        "cabeceras de la respuesta, cabeçalhos de resposta, cabeçalhos da resposta, заголовки ответа, "
        "响应头, 响应头部, 返回头, レスポンスヘッダー, レスポンスヘッダ, 응답 헤더"
    ),
    "FORM": (
        "formulardaten, formularfelder, données de formulaire, données du formulaire, "
        "datos de formulario, datos del formulario, dados do formulário, dados de formulário, данные формы, "
        "表单, 表单参数, 表单数据, フォームデータ, フォームパラメータ, 폼 데이터"
    ),
    "BODY": (
        "anfragekörper, anfrage-body, anfragerumpf, körper, rumpf, nutzdaten, corps de la requête, "
        "corps de requête, corps, cuerpo de la solicitud, cuerpo de la petición, cuerpo de solicitud, "
        "cuerpo, corpo da requisição, corpo do pedido, corpo da solicitação, corpo, тело запроса, тело, "
        "请求体, 请求body, 请求正文, 请求内容, 请求体参数, body参数, body 参数, 请求数据, リクエストボディ, リクエスト本文, "
        "요청 본문, 요청 바디, 본문, 요청 데이터"
    ),
    "STATUSES": (
        "statuscodes, status-codes, fehler, fehlercodes, fehlermeldungen, mögliche fehler, antworten, "
        "antwortcodes, erreurs, codes d'erreur, codes de statut, codes d'état, codes de réponse, réponses, "
        "errores, códigos de error, códigos de estado, códigos de respuesta, respuestas, erros, "
        "códigos de erro, códigos de status, códigos de estado http, códigos de resposta, respostas, "
        "ошибки, коды ошибок, коды ответа, коды ответов, коды состояния, ответы, возможные ошибки, "
        "错误, 错误码, 错误代码, 错误码说明, 状态码, 状态码说明, 返回码, 响应码, 响应状态码, "
        "エラー, エラーコード, ステータスコード, エラーレスポンス, レスポンスコード, "
        "오류, 에러, 에러 코드, 오류 코드, 상태 코드, 응답 코드"
    ),
    "RESPONSE": (
        "antwort, rückgabe, rückgabewert, rückgabewerte, ausgabe, beispielantwort, antwortbeispiel, "
        "beispiel-antwort, erfolgreiche antwort, antwortkörper, antwortfelder, réponse, retour, "
        "exemple de réponse, corps de la réponse, corps de réponse, champs de la réponse, respuesta, "
        "ejemplo de respuesta, respuesta exitosa, respuesta de ejemplo, cuerpo de la respuesta, "
        "cuerpo de respuesta, campos de la respuesta, resposta, retorno, exemplo de resposta, "
        "resposta de sucesso, corpo da resposta, corpo de resposta, campos da resposta, ответ, "
        "пример ответа, тело ответа, успешный ответ, поля ответа, возвращает, формат ответа, "
        "响应, 返回, 返回值, 返回结果, 返回参数, 返回参数说明, 响应参数, 响应示例, 返回示例, 响应体, 出参, 返回数据, "
        "返回字段, 响应数据, 响应字段, 响应结果, 返回内容, 返回格式, 返回样例, 成功返回, 成功响应, 输出参数, "
        "レスポンス, 応答, レスポンス例, レスポンスボディ, 戻り値, レスポンスパラメータ, レスポンスパラメーター, "
        "レスポンスフィールド, 出力, 応答例, 성공 응답, 응답, 응답 예시, 응답 예제, 응답 본문, 응답 결과, 응답 데이터, "
        "반환값, 응답 필드, 응답 파라미터, 출력"
    ),
    "REQUEST": (
        "anfrage, beispielanfrage, anfragebeispiel, beispiel-anfrage, aufruf, requête, exemple de requête, "
        "appel, exemple d'appel, solicitud, petición, ejemplo de solicitud, ejemplo de petición, "
        "requisição, exemplo de requisição, solicitação, pedido, запрос, пример запроса, "
        "请求, 请求示例, 调用示例, 请求样例, 请求例子, リクエスト, リクエスト例, 요청, 요청 예시, 요청 예제"
    ),
    "PARAMETERS": (
        "anfrageparameter, parameter der anfrage, eingabeparameter, paramètres, paramètre, "
        "paramètres d'entrée, parámetros, parámetros de entrada, parámetros de la solicitud, parametros, "
        "parâmetros, parâmetros de entrada, parâmetros da requisição, параметры, параметры запроса, "
        "входные параметры, 参数, 请求参数, 请求参数说明, 参数说明, 参数列表, 入参, 输入参数, "
        "パラメータ, パラメーター, リクエストパラメータ, リクエストパラメーター, 引数, 入力, "
        "매개변수, 파라미터, 요청 매개변수, 요청 파라미터, 요청 변수, 요청 인자"
    ),
    "FIELDS": (
        "felder, eigenschaften, attributs, champs, propriétés, campos, atributos, propiedades, "
        "propriedades, поля, атрибуты, свойства, 字段, 字段说明, 属性, 属性说明, フィールド, プロパティ, 属性一覧, "
        "필드, 속성"
    ),
    "EXAMPLE": (
        "beispiel, beispiele, exemple, exemples, ejemplo, ejemplos, exemplo, exemplos, пример, примеры, "
        "示例, 例子, 样例, 举例, 示例代码, 例, サンプル, 使用例, 예시, 예제, 예"
    ),
    "ENUM": (
        "mögliche werte, erlaubte werte, valeurs possibles, valores posibles, valores possíveis, "
        "возможные значения, допустимые значения, 枚举值, 可选值, 取值范围, 列挙値, 可能な値, 가능한 값"
    ),
    "DECOY": (
        "berechtigungen, hinweis, hinweise, änderungen, siehe auch, droits, remarques, remarque, notes, "
        "voir aussi, permisos, notas, véase también, permissões, veja também, права, права доступа, "
        "примечания, примечание, 权限, 所需权限, 备注, 注意, 注意事项, 更新日志, 権限, 注意事項, 備考, 권한, 참고, 주의"
    ),
}
"""The words of each role, in lower case, with commas between."""

REQUIRED_WORDS = (
    "pflichtfeld pflicht erforderlich obligatorio obligatoria requerido requerida obligatoire requis requise "
    "obrigatório obrigatória обязательный обязательная обязательно обязателен обязательное 必填 必须 必須 必选 必需 "
    "필수"
)
OPTIONAL_WORDS = (
    "opcional optionnel optionnelle facultatif facultative facultativo необязательный необязательно "
    "необязательная опционально опциональный 可选 选填 非必填 非必须 任意 省略可 オプション 선택 선택사항 선택적"
)
DEFAULT_WORDS = (
    "standardwert|standardmäßig|voreinstellung|vorgabe|valor por defecto|por defecto|predeterminado|par défaut|valeur "
    "par défaut|por padrão|valor padrão|padrão|по умолчанию|默认值为|默认值是|默认值|默认为|默认是|默认|"
    "デフォルト値は|デフォルト値|デフォルトは|デフォルト|既定値は|既定値|기본값은|기본값"
)
DEFAULT_LINKS = "ist |es |est |é |— "
TYPE_WORDS: dict[str, str] = {
    "string": (
        "zeichenkette, chaîne, chaîne de caractères, texte, cadena, cadena de texto, texto, cadeia, строка, "
        "строковый, текст, 字符串, 字符, 文本, 文字列, 문자열, 텍스트"
    ),
    "integer": (
        "ganzzahl, entier, entero, inteiro, целое, целое число, 整数, 整型, 长整型, 整数型, 정수, 정수형"
    ),
    "number": (
        "zahl, dezimalzahl, fließkommazahl, nombre, décimal, número, numero, decimal, число, дробное, "
        "вещественное, 数字, 数值, 浮点数, 浮点型, 小数, 数値, 浮動小数点数, 숫자, 실수"
    ),
    "boolean": (
        "wahrheitswert, booléen, booleen, booleano, lógico, булево, булевый, логический, логическое, "
        "布尔, 布尔值, 布尔型, 布尔类型, 真偽値, ブール値, ブール, 論理値, 불리언, 불린, 논리값"
    ),
    "array": "tableau, arreglo, matriz, vetor, массив, список, 数组, 列表, 配列, リスト, 배열, 목록",
    "object": "objekt, objet, objeto, объект, 对象, オブジェクト, 객체, 개체",
    "date": "datum, fecha, дата, 日期, 日付, 날짜",
    "datetime": "zeitstempel, horodatage, fecha y hora, data e hora, дата и время, 日期时间, 时间, 日時, 일시",
    "file": "datei, fichier, archivo, arquivo, файл, 文件, ファイル, 파일",
}
"""The words for types, by the English word."""
CHANGE_TITLES = (
    "änderungen|historial de cambios|journal des modifications|更新日志|变更记录|更新记录|変更履歴"
)
"""Titles of lists of what changed, as alternatives of a pattern."""
