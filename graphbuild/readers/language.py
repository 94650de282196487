"""Is a text in English? Other languages are named, not guessed at by rules made for English."""

from __future__ import annotations

from functools import cache
from typing import Any

_FEWEST_LETTERS = 60
_SURE = 0.95
_WINDOW = 3000

_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ko": "Korean", "la": "Latin",
    "lt": "Lithuanian", "lv": "Latvian", "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def other_language(text: str) -> str | None:
    """The name of the language of a text that is surely not English ("German (de)"), else None.

    Judged from its beginning, middle and end. Texts of fewer than 60 letters, lists of names and mixtures give
    None: a document is only refused when the model (py3langid) is sure.
    """
    sample = _sample(text)
    if sum(c.isalpha() for c in sample) < _FEWEST_LETTERS:
        return None
    code, probability = _model().classify(sample)
    if code == "en" or probability < _SURE:
        return None
    return f"{_NAMES[code]} ({code})" if code in _NAMES else f"the language {code!r}"


def _sample(text: str) -> str:
    if len(text) <= 3 * _WINDOW:
        return text
    middle = len(text) // 2 - _WINDOW // 2
    return "\n".join((text[:_WINDOW], text[middle : middle + _WINDOW], text[-_WINDOW:]))


@cache
def _model() -> Any:
    # Imported here: the model takes half a second to load, and numpy with it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
