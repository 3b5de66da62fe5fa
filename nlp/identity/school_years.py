"""Years and classes at school, which tell a child's age: "Year 5", "Reception", "Blwyddyn 2", "the Lower Sixth"."""

import re

_NUMBER = (
    r"(?:1[0-3]|[1-9]|R|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|"
    r"[Tt]welve|[Tt]hirteen)\b"
)
_YEAR = r"(?:1[0-3]|[1-9])"
_OF_A_PLAN = r"(?!\s(?:of\s(?:the|this)\s(?:plan|strategy|programme|project|contract)|to\sdate|of\b))"

SCHOOL_YEAR = re.compile(
    "|".join(
        (
            rf"\b(?:in\s)?(?:Year|Yr|YEAR)\s?{_NUMBER}{_OF_A_PLAN}",
            rf"\b(?<=\b(?:in|is)\s)year\s?{_NUMBER}{_OF_A_PLAN}",
            rf"\b(?:(?<=\bstarted\s)|(?<=\bstarts\s)|(?<=\binto\s))year\s?{_NUMBER}{_OF_A_PLAN}",
            rf"\byear(?=\s\w+\s(?:pupil|class|teacher|group))\s?{_NUMBER}{_OF_A_PLAN}",
            rf"\byr\s{_YEAR}\b(?!\s(?:old|of|gap|tenancy|sentence|history|plan|contract))",
            rf"\bY(?:ea)?r\.?\s?(?:grp|group)\.?:?\s(?:{_YEAR}|R)\b",
            rf"(?<![\w/])Y{_YEAR}(?![\w:/-]|\.\w)|\(Y(?:{_YEAR}|R)\)|\bin\sY(?:{_YEAR}|R)\b|\bY{_YEAR}\s(?:pupil|class)\b",
            r"\b[Nn]ursery\s(?:yr|year|class)\b|\b[Nn]ursery\s[12]\b|\breception\s(?:class|year)\b",
            r"\b(?:in|started|starts|starting|into|is)\s(?:Reception|Nursery)(?!\s[A-Z])\b|(?<=\()Reception(?=[,;)])",
            r"\bReception\s(?:class|year|pupil|child)\b|\b(?:[Rr]eception|[Nn]ursery)[\s-]aged?\b",
            r"(?:(?<=\bonly\sin\s)|(?<=\bstill\sin\s)|(?<=\bstarted\s)|(?<=\bstarts\s))reception\b",
            r"\bForm\s(?:One|Two|Three|Four|Five|Six|[1-6])\b|\b(?:the\s)?(?:Lower|Middle|Upper)\s(?:Third|Fourth|Fifth)\b",
            r"\b(?:the\s)?(?:[Ll]ower|[Uu]pper)\s[Ss]ixth\b|\bin\sKey\sStage\s[1-5]\b|\bin\sP[1-7]\b|\b[Pp]rimary\s[1-7]\b",
            rf"\b(?:in\s)?Blwyddyn\s{_YEAR}\b|\b\d{{1,2}}\soed\b",
            r"\b(?:babe|babes|bairn|child|infant)s?[\s-]in[\s-]arms\b",
        )
    )
)
