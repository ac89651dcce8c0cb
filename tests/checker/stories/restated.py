"""Stories of one quantity that is said more than once."""

from tests.checker.story import Story, Variant

STORIES = (
    Story(
        name="restated-headline",
        rule="restated",
        words="transcription",
        region="Kabupaten Belu",
        by="acting head, village empowerment office, Kabupaten Belu",
        published={"Q1": "2023-06-02"},
        rows="""
p1 | pekerja rentan desa (BPU) | vulnerable workers registered | 5.829 | persons | 2023
    | place=headline; by=headline; programme=JKK JKM
p1 | pekerja rentan desa (BPU) | vulnerable workers registered | 5.829 | persons | 2023
    | place=lead; programme=JKK JKM
p1 | pekerja rentan desa (BPU) | vulnerable workers registered | 5.829 | persons | 2023
    | programme=JKK JKM
p1 | | all villages of the regency | 69 | desa | 2023
p1 | | villages the registered workers live in | 69 | desa | 2023
p1 | | date of the launch | 30/5/2023 | date | Selasa (30/5/2023)
""",
        holds=("T1 == T2 == T3", "T4 in official('n_desa')"),
        variants=(
            Variant(name="same", shows="Headline, lead and body print the same number."),
            Variant(
                name="transposed",
                shows="The headline prints 5,892, lead and body 5,829.",
                changes={"T001": "5.892"},
                breaks="T1 == T2 == T3",
                involves="T001",
                reading="5829",
            ),
            Variant(
                name="segments",
                shows="5,829 are vulnerable workers, 936 in the lead are village officials.",
                changes={
                    "T002": {
                        "segment_text": "village officials",
                        "value_text": "936",
                        "indicator_text": "village officials registered",
                    }
                },
                lifts=("T1 == T2 == T3",),
            ),
        ),
    ),
    Story(
        name="restated-two_papers",
        rule="restated",
        words="transcription",
        region="Kabupaten Kupang",
        published={"Q1": "2021-06-30", "Q2": "2021-07-02"},
        rows="""
t1 | non-ASN | members | 2482 | persons | 2021-06-24
t2 | non-ASN | members | 2482 | persons | 2021-06-24
t1 | informal (BPU) | members | 1475 | persons | 2021-06-24
t2 | firms (PU) | members | 1133 | persons | 2021-06-24
t2 | | all villages of the regency | 160 | desa | 2021
""",
        holds=("T1 == T2", "T5 in official('n_desa')"),
        variants=(
            Variant(
                name="growth",
                shows="2,396 in December and 2,482 in June is growth.",
                changes={"T002": {"value_text": "2396", "period_text": "2020-12"}},
                lifts=("T1 == T2",),
            ),
            Variant(
                name="active",
                shows="2,130 active members and 2,482 registered ones are two things.",
                changes={
                    "T001": {"indicator_text": "registered members"},
                    "T002": {"indicator_text": "active members", "value_text": "2130"},
                },
                lifts=("T1 == T2",),
            ),
            Variant(
                name="transposed",
                shows="2,482 in one paper, 2,842 in the other, for the same day.",
                changes={"T002": "2842"},
                breaks="T1 == T2",
                involves="T001 T002",
            ),
            Variant(
                name="other",
                shows="2,482 in one paper, 2,950 in the other, for the same day; no digit slip.",
                changes={"T002": "2950"},
                breaks="T1 == T2",
                involves="T001 T002",
            ),
        ),
    ),
    Story(
        name="restated-programmes",
        rule="restated",
        words="english",
        region="Kabupaten Flores Timur",
        by="manpower office, Kabupaten Flores Timur",
        published={"Q1": "2024-03-15", "Q2": "2024-03-16"},
        rows="""
p1 | self-employed | self-employed people insured | 3.412 | persons | February 2024
    | programme=JKK JKM
p2 | self-employed | self-employed people insured | 1.208 | persons | February 2024 | programme=JHT
p1 | | desa in the regency | 229 | desa | February 2024
p2 | village apparatus | desa whose apparatus are insured | 203 | desa | February 2024
""",
        holds=("T3 in official('n_desa')", "T4 <= T3"),
        variants=(
            Variant(name="two", shows="3,412 are in accident and death, 1,208 in old age."),
            Variant(
                name="same_programme",
                shows="3,412 in one paper and 3,950 in the other, same programmes, same month.",
                changes={"T002": {"value_text": "3.950", "programme_text": "JKK|JKM"}},
                breaks="T1 == T2",
                involves="T001 T002",
            ),
        ),
    ),
    Story(
        name="restated-range",
        rule="restated",
        words="indonesian",
        region="Kabupaten Manggarai",
        by="BPJS Ketenagakerjaan Cabang Ruteng",
        published={"Q1": "2023-08-11"},
        rows="""
p1 | non-ASN | sudah terdaftar | 1.500-2.000 | orang | Juli 2023 | place=lead
p1 | non-ASN | sudah terdaftar | 1.750 | orang | Juli 2023
p1 | perangkat desa | jumlah desa | 145 | desa | Juli 2023
p1 | perangkat desa | peserta | 1.102 | orang | Juli 2023
p1 | | tanggal pernyataan | 10/8/2023 | tanggal | Kamis (10/8/2023)
""",
        holds=("1500 <= T2 <= 2000", "T3 in official('n_desa')"),
        variants=(
            Variant(name="inside", shows="1,750 lies between 1,500 and 2,000."),
            Variant(
                name="outside",
                shows="2,650 registered in the body, 1,500 to 2,000 in the lead.",
                changes={"T002": "2.650"},
                breaks="1500 <= T2 <= 2000",
                involves="T001 T002",
            ),
        ),
    ),
    Story(
        name="restated-rtrw",
        rule="restated",
        words="indonesian",
        region="Kota Kupang",
        by="Bagian Tata Pemerintahan Kota Kupang",
        published={"Q1": "2024-05-17"},
        rows="""
p1 | RT/RW dan LPM | peserta | 1.529 | orang | Mei 2024 | place=headline
p1 | RT/RW dan LPM | peserta | 1.529 | orang | Mei 2024 | place=lead
p1 | RT/RW dan LPM | peserta | 1.529 | orang | Mei 2024
p1 | | jumlah kelurahan | 51 | kelurahan | Mei 2024
p1 | non-ASN | peserta | 2.514 | orang | Mei 2024
""",
        holds=("T1 == T2 == T3", "T4 in official('n_kelurahan')"),
        variants=(
            Variant(
                name="month_before",
                shows="1,480 in the body is of January, 1,529 of May.",
                changes={"T003": {"value_text": "1.480", "period_text": "Januari 2024"}},
                lifts=("T1 == T2 == T3",),
            ),
            Variant(
                name="doubled_digit",
                shows="11,529 in the lead, 1,529 in headline and body.",
                changes={"T002": "11.529"},
                breaks="T1 == T2 == T3",
                involves="T002",
                reading="1529",
            ),
        ),
    ),
    Story(
        name="restated-long",
        rule="restated",
        words="english",
        region="Kabupaten Sumba Barat",
        by="manpower office, Kabupaten Sumba Barat",
        published={"Q1": "2024-08-23", "Q2": "2024-08-24"},
        rows="""
p1 | all | people in work | 61.240 | persons | July 2024
p1 | all | people insured through the agency | 17.306 | persons | July 2024
p1 | all | people in work who are not insured | 43.934 | persons | July 2024
p1 | all | share of the people in work who are not insured | 71,7% | percent | July 2024
p1 | village apparatus | desa in the regency | 63 | desa | July 2024
p1 | village apparatus | desa whose apparatus are insured | 57 | desa | July 2024
p1 | self-employed | self-employed people insured | 4.982 | persons | July 2024
p2 | self-employed | self-employed people insured | 4.982 | persons | July 2024
p2 | firms (PU) | staff of companies insured | 7.451 | persons | July 2024
p2 | | kecamatan in the regency | enam | kecamatan | July 2024
p2 | | day the office spoke | 22/8/2024 | date | Kamis (22/8/2024)
p2 | vulnerable workers | vulnerable people insured from the budget | 1.150 | persons | July 2024
""",
        holds=(
            "T1 == T2 + T3",
            "share(T3, T1, T4)",
            "T5 in official('n_desa')",
            "T6 <= T5",
            "T7 == T8",
            "T8 + T9 < T2",
            "T10 in official('n_kecamatan')",
        ),
        variants=(
            Variant(
                name="paid_up",
                shows="4,982 self-employed are insured, 3,871 of them have paid up.",
                changes={
                    "T008": {
                        "indicator_text": "self-employed people whose premiums are paid up",
                        "value_text": "3.871",
                    }
                },
                lifts=("T7 == T8",),
            ),
            Variant(
                name="transposed",
                shows="4,982 in one paper, 4,892 in the other: either may be the slip.",
                changes={"T008": "4.892"},
                breaks="T7 == T8",
                involves="T007 T008",
            ),
            Variant(
                name="other",
                shows="4,982 in one paper, 5,610 in the other, for the same month.",
                changes={"T008": "5.610"},
                breaks="T7 == T8",
                involves="T007 T008",
            ),
        ),
    ),
)
"""Rule restated."""
