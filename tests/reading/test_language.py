"""The language of a text by its script and commonest words; of too little or other text: not known."""

from __future__ import annotations

import pytest

from nkdata.reading.language import language, spoken, tag

INDONESIAN = (
    "Banjir besar melanda beberapa desa pada hari Senin dan warga dipindahkan ke sekolah, kata kantor berita itu. "
    "Pemerintah mengatakan bahwa banyak rumah rusak, tetapi tidak menyebut jumlah korban. Para pejabat berjanji akan "
    "mengirim bantuan pangan kepada semua keluarga yang kehilangan rumah sebelum musim dingin tiba di daerah itu."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The river rose on Monday and the villagers were moved to a school, the agency said.", "en"),
        ("Floods kill 22 in North Korea, relief groups say as a second storm nears the coast of the country", "en"),
        ("El río creció el lunes y los vecinos fueron llevados a una escuela, según la agencia.", "es"),
        ("El presidente del Presidium de la Asamblea Popular Suprema envio un mensaje al pueblo de Cuba", "es"),
        ("강물이 월요일에 불어나 주민들이 학교로 옮겨졌다고 통신이 전했다.", "ko"),
        ("COVID-19 관련 조선중앙통신(KCNA) 보도", "ko"),
        ("La rivière est montée lundi et les habitants ont été conduits dans une école, selon l'agence.", "fr"),
        ("O rio subiu na segunda-feira e os moradores foram levados para uma escola, disse a agência.", "pt"),
        ("Der Fluss stieg am Montag und die Bewohner wurden in eine Schule gebracht, sagte die Agentur.", "de"),
        ("川は月曜日に増水し、住民は学校に移されたと通信が伝えた。", "und"),
        ("Kim Jong Un in Rason", "und"),
        ("Il vertice del partito è per lunedì, e non si sa che cosa sia nel piano della riunione.", "it"),
        (INDONESIAN, "mis"),
        (" | ".join(["Musan", "homes destroyed", "hectares flooded"] * 7), "und"),
        ("Rodong Sinmun", "und"),
        ("12 030 / 3,870", "und"),
        ("", "und"),
    ],
)
def test_languages_are_told_apart(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [("en", "en"), ("en-US", "en"), ("ES-419", "es"), ("ko", "ko"), ("English", None), ("", None), (None, None)],
)
def test_a_tag_is_cut_to_its_language(value: str | None, code: str | None) -> None:
    assert tag(value) == code


@pytest.mark.parametrize(
    ("text", "told", "code"),
    [
        ("El río creció el lunes y los vecinos fueron llevados a una escuela, según la agencia.", "en", "es"),
        ("The river rose on Monday and the villagers were moved to a school, the agency said.", "es", "en"),
        ("강물이 월요일에 불어나 주민들이 학교로 옮겨졌다고 통신이 전했다.", "en", "ko"),
        ("Rodong Sinmun", "en", "en"),
        ("川は月曜日に増水し、住民は学校に移されたと通信が伝えた。", "ja", "ja"),
        (INDONESIAN, "id", "id"),
        ("Rodong Sinmun", None, "und"),
        (INDONESIAN, None, "mis"),
    ],
)
def test_a_text_that_shows_its_language_is_believed_before_its_record(text: str, told: str | None, code: str) -> None:
    assert spoken(text, told) == code
