"""Stories of what is only planned."""

from tests.checker.story import Story, Variant

STORIES = (
    Story(
        name="planned-ptt",
        rule="planned",
        words="transcription",
        region="Kota Kupang",
        by="Kota Kupang government",
        published={"Q1": "2020-10-10", "Q2": "2020-10-12"},
        rows="""
t1 | non-ASN (PTT) | to be enrolled in 2021 | 2100 | persons | 2021
t1 | non-ASN (PTT) | budget for contributions | 1 | flag | 2021
t2 | non-ASN (PTT) | members | 1400 | persons | 2018-04-30
t2 | community officials | enrolled RT, RW, LPM | 611 | persons | 2020-10
t2 | | all kelurahan of the city | 51 | kelurahan | 2020
""",
        holds=("T1 > T3", "T5 in official('n_kelurahan')"),
        variants=(
            Variant(name="more_than_now", shows="2,100 are to be enrolled, 1,400 once were."),
            Variant(
                name="done",
                shows="2,100 to be enrolled in 2021 are transcribed as enrolled in October 2020.",
                changes={
                    "T003": {
                        "indicator_text": "already enrolled",
                        "value_text": "2100",
                        "period_text": "2020-10",
                    }
                },
                lifts=("T1 > T3",),
                involves="T001 T003",
            ),
            Variant(
                name="later",
                shows="2,100 to be enrolled in 2021 are members in 2022: the plan came true.",
                changes={
                    "T003": {
                        "value_text": "2100",
                        "period_text": "2022-02",
                    },
                    "T004": {"period_text": "2022-02"},
                },
                lifts=("T1 > T3",),
                published={"Q2": "2022-03-04"},
            ),
        ),
    ),
    Story(
        name="planned-total",
        rule="planned",
        words="transcription",
        region="Kabupaten Lembata",
        by="village empowerment office, Kabupaten Lembata",
        published={"Q1": "2025-03-14"},
        rows="""
p1 | all | members, all groups named here | 4.036 | persons | 2025-03-13
p1 | non-ASN | members | 936 | persons | 2025-03-13
p1 | village officials | members | 1.410 | persons | 2025-03-13
p1 | informal | members | 1.690 | persons | 2025-03-13
p1 | BPD members | to be enrolled | 720 | persons | 2025-03-13
p1 | | all villages of the regency | 144 | desa | 2025
""",
        holds=("T1 == T2 + T3 + T4", "T6 in official('n_desa')"),
        variants=(
            Variant(name="left_out", shows="The 720 to be enrolled are not in the total."),
            Variant(
                name="counted",
                shows="The total of members, 4,756, holds the 720 who are yet to be enrolled.",
                changes={"T001": "4.756"},
                breaks="T1 == T2 + T3 + T4",
                involves="T001 T005",
            ),
        ),
    ),
    Story(
        name="planned-quota",
        rule="planned",
        words="english",
        region="Kabupaten Sikka",
        by="manpower office, Kabupaten Sikka",
        published={"Q1": "2025-08-15"},
        rows="""
p1 | vulnerable workers | vulnerable workers who will be insured from October 2025 | 6.041
    | persons | October 2025 | programme=JKK JKM
p1 | vulnerable workers | vulnerable workers already insured | 2.118 | persons | August 2025
    | programme=JKK JKM
p1 | | desa in the regency | 181 | desa | August 2025
p1 | self-employed | self-employed people insured | 3.377 | persons | August 2025
    | programme=JKK JKM JHT
""",
        holds=("T2 < T1", "T3 in official('n_desa')"),
        variants=(
            Variant(name="below", shows="2,118 are insured, 6,041 will be."),
            Variant(
                name="done",
                shows="The 6,041 who will be insured from October are insured in August elsewhere.",
                changes={"T002": "6.041"},
                breaks="T2 < T1",
                involves="T001 T002",
            ),
        ),
    ),
    Story(
        name="planned-target",
        rule="planned",
        words="indonesian",
        region="Kabupaten Malaka",
        by="Dinas PMD Kabupaten Malaka",
        published={"Q1": "2023-03-24", "Q2": "2023-03-25"},
        rows="""
p1 | pekerja rentan | target, akan didaftarkan tahun 2023 | 1.250 | orang | Maret 2023
p2 | pekerja rentan | sudah terdaftar | 830 | orang | Maret 2023
p1 | perangkat desa | jumlah desa | 127 | desa | Maret 2023
p2 | perangkat desa | peserta | 1.016 | orang | Maret 2023
p1 | | tanggal pernyataan | 23/3/2023 | tanggal | Kamis (23/3/2023)
""",
        holds=("T2 < T1", "T3 in official('n_desa')"),
        variants=(
            Variant(name="below", shows="830 are registered of a target of 1,250."),
            Variant(
                name="done",
                shows="The target of 1,250 is printed as registered by the other paper.",
                changes={"T002": "1.250"},
                breaks="T2 < T1",
                involves="T001 T002",
            ),
            Variant(
                name="year_later",
                shows="The target of 1,250 of 2023 is reached in 2024.",
                changes={
                    "T002": {"value_text": "1.250", "period_text": "Januari 2024"},
                    "T004": {"period_text": "Januari 2024"},
                },
                lifts=("T2 < T1",),
                published={"Q2": "2024-02-09"},
            ),
        ),
    ),
    Story(
        name="planned-long",
        rule="planned",
        words="transcription",
        region="Nusa Tenggara Timur",
        by="BPJS Ketenagakerjaan NTT branch",
        published={"Q1": "2024-06-12", "Q2": "2025-07-19"},
        rows="""
t1 | all | coverage target | 1054194 | persons | 2025
t1 | all | coverage target | 64.82 | percent | 2025
t1 | all | workers in the base of the coverage | 1626341 | persons | 2025
t1 | all | coverage realised | 657713 | persons | 2024-05
t1 | all | coverage | 42.47 | percent | 2024-05
t1 | all | workers in the base of the coverage | 1548653 | persons | 2024-05
t1 | village officials | enrolled | 19629 | persons | 2023-08
p2 | vulnerable workers | to be registered by the provincial budget, quota | 60.000 | persons
    | August to December 2025
p2 | vulnerable workers | registered by the provincial budget | 38.500 | persons | July 2025
p2 | vulnerable workers | registered by the regency budgets | 21.300 | persons | July 2025
p2 | vulnerable workers | registered, both budgets together | 59.800 | persons | July 2025
p2 | | regencies and cities in the province | 22 | kabupaten/kota |
p2 | | date of the statement | 18/7/2025 | date | Jumat (18/7/2025)
""",
        holds=(
            "share(T1, T3, T2)",
            "share(T4, T6, T5)",
            "T9 < T8",
            "T11 == T9 + T10",
            "T12 == 22",
        ),
        variants=(
            Variant(name="above", shows="Targets of members and of workers lie above what is."),
            Variant(
                name="done",
                shows="The quota of 60,000 from August is printed as registered in July.",
                changes={"T009": "60.000", "T011": "81.300"},
                breaks="T9 < T8",
                involves="T008 T009",
            ),
            Variant(
                name="counted",
                shows="119,800 registered in all holds the quota of 60,000 yet to be registered.",
                changes={"T011": "119.800"},
                breaks="T11 == T9 + T10",
                involves="T008 T011",
            ),
        ),
    ),
)
"""Rule planned."""
