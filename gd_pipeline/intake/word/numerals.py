"""Numbers as Word's list formats print them (一, ①, A, iv)."""

_HANZI = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def numeral(number: int, style: str) -> str:
    """`number` as `style` (a w:numFmt value of ECMA-376, 17.18.59) prints it; formats not known here print digits."""
    if number < 1 or number > 999:
        return str(number)
    if style in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"):
        return _counted(number, _HANZI, "十百")
    if style in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return _counted(number, _LEGAL, "拾佰")
    if style in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(_HANZI[int(digit)] for digit in str(number))
    return _other(number, style)


def _other(number: int, style: str) -> str:
    if style.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x2460 + number - 1)
    if style == "decimalEnclosedParen" and number <= 20:
        return chr(0x2474 + number - 1)
    if style == "ideographTraditional" and number <= 10:
        return _STEMS[number - 1]
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if style == "upperRoman" else _roman(number)
    return str(number)


def _counted(number: int, digits: str, places: str) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{digits[hundreds]}{places[1]}" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds and digits is _HANZI else digits[tens]) + places[0]
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones else "")


def _roman(number: int) -> str:
    words = ""
    for value, letters in (*_ROMAN, *_SMALL_ROMAN):
        words += letters * (number // value)
        number %= value
    return words
