"""Stories of regencies and villages: named lists and official counts."""

from tests.checker.story import Story, Variant

SIX = """
p1 | | regencies and cities in the province | 22 | kabupaten/kota |
p1 | non-ASN | regions that enrolled non-ASN staff | enam | kabupaten | Selasa (9/2/2021)
p1 | non-ASN | named as having enrolled non-ASN staff | (named in list) | flag |
    | region=Kota Kupang; list=L1 6 22
p1 | non-ASN | named as having enrolled non-ASN staff | (named in list) | flag |
    | region=Kabupaten Kupang; list=L1 6 22
p1 | non-ASN | named as having enrolled non-ASN staff | (named in list) | flag |
    | region=Kabupaten Sumba Timur; list=L1 6 22
p1 | non-ASN | named as having enrolled non-ASN staff | (named in list) | flag |
    | region=Kabupaten Alor; list=L1 6 22
p1 | non-ASN | named as having enrolled non-ASN staff | (named in list) | flag |
    | region=Kabupaten Ende; list=L1 6 22
p1 | non-ASN | named as having enrolled non-ASN staff | (named in list) | flag |
    | region=Kabupaten Manggarai Barat; list=L1 6 22
p1 | | date of the statement | 9/2/2021 | date | Selasa (9/2/2021)
"""

NAMED = (
    Story(
        name="named_units-six",
        rule="named_units",
        words="transcription",
        region="Nusa Tenggara Timur",
        published={"Q1": "2021-02-10"},
        rows=SIX,
        holds=("T1 == 22", "T2 == 6"),
        variants=(
            Variant(
                name="city_among_them",
                shows="Six 'kabupaten' are six names, one a city: the word is used loosely.",
            ),
            Variant(
                name="seven_said",
                shows="Seven regions are said to have enrolled, six are named as all of them.",
                changes={"T002": {"value_text": "tujuh", "unit_text": "kabupaten/kota"}},
                breaks="T2 == 6",
                involves="T002",
            ),
            Variant(
                name="twice",
                shows="Kabupaten Kupang is named twice in a list of six.",
                changes={"T007": {"region_text": "Kabupaten Kupang"}},
                involves="T004 T007",
            ),
        ),
    ),
    Story(
        name="named_units-open",
        rule="named_units",
        words="transcription",
        region="Nusa Tenggara Timur",
        published={"Q1": "2021-11-24"},
        rows="""
t1 | non-ASN | regions with non-ASN enrolled | 6 | kabupaten/kota | 2021-11-23
t1 | non-ASN | among others named as having enrolled non-ASN staff | 1 | flag | 2021-11-23
    | region=Kota Kupang; list=L1 2 22
t1 | non-ASN | among others named as having enrolled non-ASN staff | 1 | flag | 2021-11-23
    | region=Kabupaten Belu; list=L1 2 22
t1 | village officials | regions with village officials enrolled | 3 | kabupaten | 2021-11-23
p1 | | date of the statement | 23/11/2021 | date | Selasa (23/11/2021)
""",
        holds=("T1 == 6",),
        variants=(
            Variant(name="two_of_six", shows="Two of six are named, as examples."),
            Variant(
                name="universe",
                shows="The list is said to be out of 23 regencies and cities; there are 22.",
                changes={
                    "T002": {"list_universe": "23"},
                    "T003": {"list_universe": "23"},
                },
                involves="T002",
            ),
            Variant(
                name="two_cities",
                shows="Two cities are said to have enrolled; the province has one.",
                changes={
                    "T004": {
                        "value_text": "2",
                        "unit_text": "kota",
                        "segment_text": "non-ASN",
                        "indicator_text": "cities with non-ASN enrolled",
                    }
                },
                involves="T004",
            ),
        ),
    ),
    Story(
        name="named_units-five",
        rule="named_units",
        words="english",
        region="Nusa Tenggara Timur",
        by="provincial manpower office",
        published={"Q1": "2022-06-30"},
        rows="""
p1 | contract staff (non-ASN) | regional governments that pay for their contract staff | lima
    | kabupaten | June 2022
p1 | contract staff (non-ASN) | listed as paying for its contract staff | (named in list)
    | flag | June 2022 | region=Kabupaten Ngada; list=L3 5 22
p1 | contract staff (non-ASN) | listed as paying for its contract staff | (named in list)
    | flag | June 2022 | region=Kabupaten Malaka; list=L3 5 22
p1 | contract staff (non-ASN) | listed as paying for its contract staff | (named in list)
    | flag | June 2022 | region=Kabupaten Flores Timur; list=L3 5 22
p1 | contract staff (non-ASN) | listed as paying for its contract staff | (named in list)
    | flag | June 2022 | region=Kabupaten Rote Ndao; list=L3 5 22
p1 | contract staff (non-ASN) | listed as paying for its contract staff | (named in list)
    | flag | June 2022 | region=Kabupaten Lembata; list=L3 5 22
p1 | | branches of the agency in the province | enam | branches | June 2022
""",
        holds=("T1 == 5",),
        variants=(
            Variant(name="exact", shows="Five are said and five are named."),
            Variant(
                name="sixth",
                shows="Five governments are said to pay, six are named.",
                more="""
p1 | contract staff (non-ASN) | listed as paying for its contract staff | (named in list)
    | flag | June 2022 | region=Kabupaten Sumba Barat; list=L3 5 22
""",
                involves="T001",
            ),
        ),
    ),
    Story(
        name="named_units-kabupaten",
        rule="named_units",
        words="indonesian",
        region="Nusa Tenggara Timur",
        by="Dinas Koperasi dan Nakertrans Provinsi NTT",
        published={"Q1": "2023-05-05"},
        rows="""
p1 | | jumlah kabupaten/kota | 22 | kabupaten/kota | Mei 2023
p1 | non-ASN | kabupaten yang sudah menganggarkan iuran | 21 | kabupaten | Mei 2023
p1 | non-ASN | kota yang sudah menganggarkan iuran | satu | kota | Mei 2023
p1 | pekerja rentan | kabupaten yang menganggarkan iuran pekerja rentan | sembilan | kabupaten
    | Mei 2023
p1 | | tanggal pernyataan | 4/5/2023 | tanggal | Kamis (4/5/2023)
""",
        holds=("T1 == 22", "T2 <= 21", "T3 <= 1"),
        variants=(
            Variant(name="all", shows="21 regencies and one city are all there are."),
            Variant(
                name="vulnerable",
                shows="9 regencies pay for vulnerable workers, 14 for non-ASN staff: two groups.",
                changes={"T002": "14"},
            ),
            Variant(
                name="too_many",
                shows="23 regencies are said to have a budget; the province has 21 and one city.",
                changes={"T002": "23"},
                breaks="T2 <= 21",
                involves="T002",
            ),
        ),
    ),
)

OFFICIAL = (
    Story(
        name="official_count-alor",
        rule="official_count",
        words="transcription",
        region="Kabupaten Alor",
        by="Bupati (regent) of Kabupaten Alor",
        published={"Q1": "2021-08-06"},
        rows="""
p1 | | villages in the regency, as printed | 158 desa | desa | now
p1 | village officials | villages that enrolled their officials | dua desa | desa | now
p1 | all segments | workers who are members | 6.318 | persons | now
p1 | non-ASN | non-ASN government staff protected | 1.906 | persons | now
p1 | wage earners in firms (PU) | companies that enrolled their workers | 48 | companies | now
p1 | | date of the meeting | 5/8/2021 | date | Kamis (5/8/2021)
""",
        holds=("T1 in official('n_desa')", "T2 <= T1"),
        variants=(
            Variant(
                name="some_enrolled",
                shows="58 villages enrolled their officials; all villages are 158 as officially.",
                changes={"T002": "58 desa"},
            ),
            Variant(
                name="lost_digit",
                shows="58 villages printed as all of the regency, for 158.",
                changes={"T001": "58 desa"},
                breaks="T1 in official('n_desa')",
                involves="T001",
                reading="158",
            ),
        ),
    ),
    Story(
        name="official_count-ttu",
        rule="official_count",
        words="transcription",
        region="Kabupaten Timor Tengah Utara",
        published={"Q1": "2023-03-02"},
        rows="""
t1 | | all villages of the regency | 182 | desa | 2023-03-01
t1 | vulnerable workers | registered | 3410 | persons | 2023-03-01
t1 | village officials | villages that enrolled their officials | 96 | desa | 2023-03-01
t1 | non-ASN | members | 2015 | persons | 2023-03-01
""",
        holds=("T1 in official('n_desa')", "T3 <= T1"),
        variants=(
            Variant(name="new", shows="182 villages is the official figure since 2022."),
            Variant(
                name="old",
                shows="160 villages is the older official figure, still in use in 2023.",
                changes={"T001": "160"},
            ),
            Variant(
                name="transposed",
                shows="128 villages transcribed as all of the regency, for 182.",
                changes={"T001": "128"},
                breaks="T1 in official('n_desa')",
                involves="T001",
                reading="182",
            ),
        ),
    ),
    Story(
        name="official_count-sikka",
        rule="official_count",
        words="transcription",
        region="Kabupaten Sikka",
        by="acting head, village empowerment office, Kabupaten Sikka",
        published={"Q1": "2022-07-15"},
        rows="""
p1 | | villages in the regency, as printed | 147 | desa | 2022
p1 | village officials | villages that enrolled their officials | 112 | desa | June 2022
p1 | village officials | enrolled from June 2022 | 1.029 | persons | June 2022
p1 | | villages of the five coastal kecamatan | 34 | desa | 2022
p1 | | kelurahan in the regency | 13 | kelurahan | 2022
""",
        holds=("T1 in official('n_desa')", "T5 in official('n_kelurahan')"),
        variants=(
            Variant(
                name="coastal",
                shows="147 is an official figure; 34 villages are those of five kecamatan.",
            ),
            Variant(
                name="transposed",
                shows="174 villages printed as all of the regency, for 147.",
                changes={"T001": "174"},
                breaks="T1 in official('n_desa')",
                involves="T001",
                reading="147",
            ),
        ),
    ),
    Story(
        name="official_count-sumba_timur",
        rule="official_count",
        words="english",
        region="Kabupaten Sumba Timur",
        by="manpower office, Kabupaten Sumba Timur",
        published={"Q1": "2024-02-16"},
        rows="""
p1 | | number of kecamatan in the regency | 22 | kecamatan | February 2024
p1 | | kecamatan visited by the information team | delapan | kecamatan | February 2024
p1 | | number of kelurahan in the regency | 16 | kelurahan | February 2024
p1 | village apparatus | desa whose apparatus are insured | 131 | desa | February 2024
p1 | | number of desa in the regency | 140 | desa | February 2024
p1 | self-employed | self-employed people insured | 2.744 | persons | February 2024
""",
        holds=(
            "T1 in official('n_kecamatan')",
            "T3 in official('n_kelurahan')",
            "T5 in official('n_desa')",
            "T2 < T1",
        ),
        variants=(
            Variant(name="visited", shows="Eight kecamatan are those visited, all are 22."),
            Variant(
                name="kelurahan",
                shows="61 kelurahan printed for 16.",
                changes={"T003": "61"},
                breaks="T3 in official('n_kelurahan')",
                involves="T003",
                reading="16",
            ),
            Variant(
                name="kecamatan",
                shows="25 kecamatan printed as all of the regency; there are 22.",
                changes={"T001": "25"},
                breaks="T1 in official('n_kecamatan')",
                involves="T001",
            ),
        ),
    ),
    Story(
        name="official_count-province",
        rule="official_count",
        words="indonesian",
        region="Nusa Tenggara Timur",
        by="Biro Humas Setda Provinsi NTT",
        published={"Q1": "2022-09-02"},
        rows="""
p1 | | jumlah kabupaten/kota | 22 | kabupaten/kota | 2022
p1 | | kabupaten/kota yang hadir | 20 | kabupaten/kota | Kamis (1/9/2022)
p1 | perangkat desa | desa yang sudah mendaftarkan perangkatnya | 118 | desa | 2022
    | region=Kabupaten Malaka
p1 | perangkat desa | jumlah desa | 127 | desa | 2022 | region=Kabupaten Malaka
p1 | | tanggal pernyataan | 1/9/2022 | tanggal | Kamis (1/9/2022)
""",
        holds=("T1 == 22", "T2 <= T1", "T4 == 127"),
        variants=(
            Variant(name="present", shows="20 regions came to the meeting; all are 22."),
            Variant(
                name="split",
                shows="21 regencies and one city are the 22 of the province.",
                changes={
                    "T001": {
                        "indicator_text": "jumlah kabupaten",
                        "value_text": "21",
                        "unit_text": "kabupaten",
                    }
                },
                more="p1 | | jumlah kota | satu | kota | 2022",
                lifts=("T1 == 22",),
            ),
            Variant(
                name="twenty_three",
                shows="23 regencies and cities printed as all of the province; there are 22.",
                changes={"T001": "23"},
                breaks="T1 == 22",
                involves="T001",
            ),
        ),
    ),
)

STORIES = NAMED + OFFICIAL
"""Rules named_units and official_count."""
