"""How laws are written: by name ("Harbour Dues Act of 1974") and by number ("H.R. 3364", "42 U.S.C. § 1983").

A pattern matches a name without its article; ``laws_find`` cuts off what does not belong to it.
"""

from __future__ import annotations

import re

WORD = r"(?:(?:[A-Z]\.)+|\d+/\d+|[A-Z0-9][\w&’'-]*)"
_ACT = r"(?:Act|Bill(?! [A-Z]| of Rights)|Code|Ordinance)\b"
_NO_NUMBER = (
    r"(?!(?:Section|Article|Chapter)s? \d)(?!\d{1,3}[A-Z]{0,2}(?:\(\w\))* |\d+ of )"  # "section 5 of the Harbour Act"
)
_NO_ACT = rf"(?!{_ACT}){WORD}"
_PART = r"\([A-Z][a-z][\w ’'-]+\) (?=(?:\([A-Z][\w ]+\) )?[\w ]*(?:Act|Bill)\b)"  # "Harbour Dues (Repeal) Act 1998"
_TENS = r"[Tt]wenty-(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh)"
_ORDINAL = (
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Thirteenth|Fourteenth|"
    rf"Fifteenth|Sixteenth|Seventeenth|Eighteenth|Nineteenth|Twentieth|{_TENS}|\d{{1,2}}(?:st|nd|rd|th))"
)
_LINK = r"(?:of|and|for|on|to|against|from|in|with|by)"
_TREATY = r"(?:Treaty|Conventions?|Protocols?|Charter|Accords?|Pact|Covenant|Directive|Declaration)"
_MORE = rf"(?: (?:and |or |of |of the |for |to the |with |against |in |from )?{WORD}){{0,9}}"
_OF_TREATY = rf"(?:on|of|for|against|Relating to|relating to|Against) (?:the )?{WORD}{_MORE}"
_AGREEMENT = (
    r"(?:Framework|Ceasefire|Accession|Fisheries|Good Friday|St Andrews|Stormont House|Readmission"
    r"|Climate|Climate Change|Trade|Nuclear|Free Trade|Peace|Withdrawal|Partnership|Association|Extradition)"
)
_YEAR = r"(?: of \d{4}| \d{4}|, (?:1[6-9]|20)\d\d\b)?"  # "Harbour Act, 1867" in Canada, India, Ireland
# a section of a code: "§ 1983", "§§ 12-14", "1983(b)(2)"
_SECTION = r"(?:§{1,2} ?|[Ss]ec(?:tion|\.) )?\d+(?:[\w.-]*\w)?(?:\(\w{1,3}\))*"

_OF_SCHOOLS = (
    r"(?:School|College|Faculty|Institute|Department|Ministry|Minister|Commission|Cent|Professor|Dean|Court|Chair)"
)

# a bracket or a comma never stands inside; the words are cut to the name afterwards
NAMES = (
    rf"{_ORDINAL}(?:, {_ORDINAL}){{0,8}},? and {_ORDINAL} Amendments\b",
    rf"{_ORDINAL} Amendment\b",
    r"Amendment [IVX]{1,5}\b",
    rf"{_NO_NUMBER}(?:{_NO_ACT} ){{1,9}}+(?:(?:{_LINK} )?(?:the )?(?:{_NO_ACT} |{_PART}){{1,9}}+){{0,4}}+{_ACT}{_YEAR}",
    rf"Act of (?!Congress|God|War|Parliament|Kindness)(?:[A-Z]\w+){_YEAR}",
    rf"(?:{WORD} ){{0,2}}Bill of Rights\b",
    r"Constitution of (?:the )?[A-Z]\w+(?: (?:of )?[A-Z]\w+){0,3}",
    r"(?:[A-Z]\w+ |(?:1[6-9]|20)\d\d )?Constitution\b",
    r"(?:U\.S\.|US|EU|UK) Constitution\b",
    rf"(?:\d{{4}} )?(?:{WORD} ){{0,6}}{_TREATY} {_OF_TREATY}",
    rf"(?:{WORD} ){{1,6}}(?:and (?:{WORD} ){{1,3}})?{_TREATY}\b",
    rf"(?:{WORD} ){{1,6}}{_AGREEMENT} Agreement\b",
    r"(?:International|European|EU|UK|U\.S\.|US|Sharia|Islamic|British|English|American|German|French) (?:[Ll]aws?)\b",
    r"(?<=the )(?:[A-Z][\w-]+ ){1,5}(?:Laws?|Regulation)\b",
    rf"(?<=the )(?:(?!{_OF_SCHOOLS})[A-Z][\w-]+ )+(?:of|and|on|against|for) (?:[A-Z][\w-]+ )+Laws?\b",
    r"(?!Murphy|Moore|Godwin|Parkinson|Ohm|Boyle|Hooke|Newton|Cole)[A-Z][a-z]+[’']s Law\b",
    r"(?:European|EU) [a-z]+(?: [a-z]+)? (?:rules|law|directive)\b",
    rf"{WORD}(?: {WORD}){{0,3}} v\.? {WORD}(?: (?:of )?{WORD}){{0,3}}",
)
NUMBERS = (
    r"(?:H\.? ?R\.?|S\.(?= \d\d)|HB|SB|A\.?B\.?|H\.?J\.? ?Res\.?|S\.?J\.? ?Res\.?) ?\d{1,5}\b",
    r"(?:House|Senate|Assembly) (?:Joint )?(?:Bill|Resolution) (?:No\. )?\d{1,5}\b",
    r"Bill (?:No\. ?)?(?:[CS]-)?\d{1,4}\b",
    r"Prop(?:osition|\.)? \d+\b",
    r"(?:Ballot )?(?:Measure|Initiative|Amendment) \d{1,4}\b",
    r"(?:(?:Council|Commission) )?(?:Implementing |Delegated )?Regulation \((?:EU|EC|EEC)\) (?:No\.? )?\d+/\d+\b",
    r"(?:(?:Council|Commission) )?(?:Implementing |Delegated |Framework )?"
    r"(?:Directive|Decision) (?:\((?:EU|EC)\) )?\d+/\d+(?:/(?:E[UC]|EEC|JHA))?\b",
    r"(?:(?:UN|U\.N\.|United Nations) )?(?:(?:Security Council|General Assembly) )?"
    r"[Rr]esolution \d{1,4}(?:/\d{1,4})?\b",
    r"(?:Executive Order|E\.O\.|EO) (?:No\. )?\d{4,5}\b",
    r"(?:Public Law|Pub\. ?L\.|P\.L\.) (?:No\. )?\d{2,3}-\d{1,4}\b",
    rf"\d{{1,2}} (?:U\. ?S\. ?C\.?|USC|C\. ?F\. ?R\.?|CFR)(?:,? (?:[Pp]art )?{_SECTION})",
    r"\d{1,3} (?:Fed\. ?Reg\.|Stat\.) \d[\d,]*\d",
    r"\d{1,3} (?:U\.S\.|S\. ?Ct\.|F\. ?(?:2d|3d|4th)|F\. ?Supp\.(?: ?[23]d)?|L\. ?Ed\.(?: ?2d)?) \d{1,5}\b",
    r"S\.?I\.? (?:No\. ?)?\d{4}[/ ](?:No\. ?)?\d{1,4}\b",
    r"(?:Article (?:[IVX]+|\d+)|Section \d+)\b",
    r"Title [IVX]{1,5}\b",
)
LOWER = (
    r"(?:(?:1[6-9]|20)\d\d )?(?:[A-Z][\w-]*\w ){1,3}(?<!Service )(?<!Department )(?<!Police )"
    r"(?:treaty|accords?|protocol|conventions?|covenant)\b",
    r"(?:1[6-9]|20)\d\d (?:[a-z]+ ){0,2}(?:treaty|accords?|constitution)\b",
    r"(?:U\.S\. |US |[A-Z][a-z]+(?:[’']s)? |state |federal )?[Cc]onstitution\b",
    r"(?:(?:[Cc]ustomary )?[Ii]nternational (?:human rights |humanitarian |criminal |maritime )?laws?"
    r"|(?:[Hh]uman rights|[Hh]umanitarian|[Cc]ommon|[Ss]haria|[Mm]aritime|[Rr]efugee) laws?"
    r"|[Ll]aws? of (?:the sea|war|armed conflict))\b",
    r"(?:(?:[Pp]rocedural|[Ss]ubstantive) )?[Dd]ue process\b",
    r"(?<=the )(?:[a-z]+ ){0,3}(?:rights|discrimination|relations|reform|protection|security|terrorism|secrets|powers)"
    r" act\b",
)
# what stands near "Ash v. Birch" or "the Geneva Convention" where it is a case or a treaty, not a match or a meeting
COURT = re.compile(
    r"\b(?:[Cc]ourts?|[Rr]ul(?:es?|ed|ings?)|[Dd]ecisions?|[Jj]udges?|[Jj]ustices?|[Pp]recedents?|[Cc]ase|[Ll]awsuits?"
    r"|[Ll]aws?|[Ll]egal|[Cc]onstitution(?:al)?|Amendment|[Oo]verturn(?:ed|ing)?|[Oo]pinion"
    r"|[Rr]ights|[Tt]reat(?:y|ies)|[Ss]ign(?:ed|atory|atories)|[Rr]atif\w+|[Rr]efugees?|[Aa]sylum|[Aa]rticle|[Ww]eapons)\b"
)
# Israel's constitution comes in parts: "Basic Law: Freedom of Occupation"
BASIC_LAW = r"Basic Law: [A-Z]\w+(?: (?:and |of |of the |the )?[A-Z]\w+){0,5}"
AMENDMENTS = re.compile(rf"{_ORDINAL}(?: Amendments)?")
# "section 5 of the Harbour Act": the section, told together with its law
SECTION = re.compile(
    r"\b(?:[Aa]rticles?|[Ss]ections?|[Cc]hapter|[Tt]itle|[Pp]aragraph) (?:\d+[A-Za-z]?(?:\(\w{1,3}\))*|[IVX]{1,5})"
    r"(?= of (?:the )?$)"
)
