{# A name in plain Latin letters, spaces and hyphens, lower case, so that `Ñ`, `Ж` and `Θ` can
   be compared with how a French till writes them. Cyrillic follows ICAO Doc 9303 part 3 (what
   passports print), Greek ELOT 743; letters of other scripts are dropped. #}
{% macro name_letters(name) -%}
    {%- set several = {
        'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'þ': 'th',
        'ж': 'zh', 'х': 'kh', 'ц': 'ts', 'ч': 'ch', 'ш': 'sh', 'щ': 'shch', 'ъ': 'ie', 'ь': '',
        'ю': 'iu', 'я': 'ia', 'θ': 'th', 'χ': 'ch', 'ψ': 'ps',
    } -%}
    {%- set text = namespace(sql=strip_accents("lower(trim(" ~ name ~ "))")) -%}
    {%- for letter, letters in several.items() -%}
        {%- set text.sql = "replace(" ~ text.sql ~ ", '" ~ letter ~ "', '" ~ letters ~ "')" -%}
    {%- endfor -%}
    {{ regexp_replace(
        "translate(" ~ text.sql
        ~ ", 'øłđабвгдезиклмнопрстуфыэαβγδεζηικλμνξοπρσςτυφω'"
        ~ ", 'oldabvgdeziklmnoprstufyeavgdeziiklmnxoprsstyfo')",
        "[^a-z -]",
        ""
    ) }}
{%- endmacro %}
