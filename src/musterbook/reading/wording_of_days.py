"""The wording of days: the expressions that the rules of ``dates`` resolve, and the words in them."""

import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
NUMBERS |= {"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "several": 0, "few": 0}
ORDINALS = (
    *(
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
    ),
    *(
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ),
    "twentieth",
)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?"
    r"|APR(?:IL)?|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)(?:(?<=\.)|(?!\w))"
)
_WEEKDAY = (
    r"(?P<weekday>Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?"
    r"|Sat(?:urday)?|Sun(?:day)?)(?!\w)"
)
_FULL_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!\w)"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d,.]?\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\w%])"
_TO_DAY = r"(?:\s?(?:-|–|to|and|or)\s?(?P<to>[0-3]?\d)(?:st|nd|rd|th)?(?![\w%]))?"
_UNTIL_DAY = _TO_DAY.replace("|and|or", "")
_CLOCK = r"(?:,?\s(?:at\s)?[0-2]?\d[:.][0-5]\d(?!\d))?"
_ZONE = r"(?:Z|[+-]\d\d:?\d\d)?"
_COUNT = (
    r"(?P<count>\d{1,3}|an?\sfew|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several)"
)
_PART = (
    r"(?:(?P<part>early|mid|late)(?:\s|-)(?:in\s)?|(?:the\s)?(?P<edge>beginning|start|middle|end|first\shalf"
    r"|second\shalf)\sof\s(?:the\s)?)"
)
_WHEN = r"(?:in|since|until|till|by|before|after|during|from|through|throughout|of|to|as\sof|around|back\sin)"
_DATE_WEEKDAY = rf"(?:{_WEEKDAY}\.?,?\s(?:the\s)?)?"
_OF_WEEK = r"(?:\s(?:of\s)?(?P<week>last|this|next)\sweek)?"
_PART_OF_DAY = r"(?:['’]s)?(?:\s(?:morning|afternoon|evening|night|noon))?"


def _compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])" + pattern, flags)


DAY_MONTH = _compiled(rf"{_DATE_WEEKDAY}{_DAY}{_TO_DAY}\.?\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?{_CLOCK}")
MONTH_DAY = _compiled(
    rf"{_DATE_WEEKDAY}{_MONTH}(?:\s|(?<=\.)){_DAY}{_UNTIL_DAY}(?![,.]\d)(?:,?\s{_YEAR})?{_CLOCK}"
)
ISO = _compiled(rf"(?P<year>\d{{4}})-(?P<a>\d\d)-(?P<b>\d\d)(?:[T\s]\d\d:\d\d[\d:.]*{_ZONE})?(?![\w-])")
NUMERIC = _compiled(r"(?P<a>\d\d?)(?P<sign>[./])(?P<b>\d\d?)(?P=sign)(?P<year>(?:19|20)\d\d)(?![\w./])")
MONTH = _compiled(
    rf"(?P<lead>{_WHEN}\s)?(?:{_PART}|(?P<which>last|past|next|coming|this)\s)?{_MONTH}"
    rf"(?!\.?\s?\d{{1,2}}(?![\d,.]?\d))(?:,?\s(?:of\s)?{_YEAR})?",
)
YEAR = _compiled(
    rf"(?:(?P<lead>{_WHEN}\s(?:the\syear\s|the\s(?=\d))?)|(?=early|mid|late|the\s(?:beginning|start|middle|end|first|second)"
    rf"|spring|summer|autumn|fall|winter))(?:{_PART}|(?:the\s)?(?P<season>spring|summer|autumn|fall|winter)"
    rf"(?:\sof)?\s)?{_YEAR}(?P<decade>s)?(?![\w%])",
)
DAY_WORD = _compiled(
    r"(?:the\sday\sbefore\syesterday|the\sday\safter\stomorrow|yesterday|tomorrow|last\snight|tonight|today"
    rf"|(?:earlier|later)\stoday|this\s(?:morning|afternoon|evening)){_PART_OF_DAY}(?!\w)",
    re.IGNORECASE,
)
WEEKDAY = _compiled(
    rf"(?:(?P<which>last|past|next|this\scoming|coming|this)\s)?{_FULL_WEEKDAY}{_PART_OF_DAY}{_OF_WEEK}",
)
STRETCH = _compiled(
    rf"(?:(?P<side>earlier|later)\s)?{_PART}?(?:(?:the\s)?(?P<which>last|past|previous|next|coming|this)\s"
    r"|(?P<at>(?:at|over|on)\sthe)\s(?=weekend))?(?P<unit>weekend|week|month|year|spring|summer|autumn|winter)(?![\w'’-])",
    re.IGNORECASE,
)
DISTANCE = _compiled(
    rf"{_COUNT}\s(?P<unit>days?|weeks?|months?|years?)\s(?P<way>ago|earlier|later|before(?=[.,;]|$)"
    r"|from\snow|afterwards?)(?!\w)",
    re.IGNORECASE,
)
ORDINAL = _compiled(
    rf"(?:on|since|until|by)\sthe\s(?P<ordinal>[0-3]?\d(?:st|nd|rd|th)|{'|'.join(ORDINALS)})"
    r"(?=[.,;:!?)]|$|\s(?:and|but|or|when|while|as|after|before)\b)",
)
