"""Stories of shares and of sizes that cannot be."""

from tests.checker.story import Story, Variant

SHARE = (
    Story(
        name="share-belu",
        rule="share",
        words="transcription",
        region="Kabupaten Belu",
        by="Bupati (regent) of Kabupaten Belu",
        published={"Q1": "2021-09-17"},
        rows="""
p1 | all workers as the speaker uses it | total workers in the regency, as printed | 21.350
    | persons | now
p1 | all segments | workers who are members | 8.127 | persons | now
p1 | all segments | workers not yet protected | 13.223 | persons | now
p1 | all segments | share not yet protected | 61,9 persen | percent | now
p1 | village officials | villages that enrolled their officials | 11 | desa | now
p1 | | villages in the regency, as printed | 69 | desa | now
p1 | | cut-off of the BPJS data | 31 Agustus 2021 | date | 31 August 2021
""",
        holds=("T1 == T2 + T3", "share(T3, T1, T4)", "T6 in official('n_desa')", "D7 <= Q1"),
        variants=(
            Variant(name="rounded", shows="13,223 of 21,350 are 61.93 percent, printed 61.9."),
            Variant(
                name="cut_off",
                shows="61.93 percent printed 61 is cut off, not wrong.",
                changes={"T004": "61 persen"},
            ),
            Variant(
                name="hedged",
                shows="About 60 percent is said of 61.93 percent.",
                changes={"T004": "sekitar 60 persen"},
                lifts=("share(T3, T1, T4)",),
            ),
            Variant(
                name="transposed",
                shows="69.1 percent printed for 61.9.",
                changes={"T004": "69,1 persen"},
                breaks="share(T3, T1, T4)",
                involves="T001 T003 T004",
                reading="61.9",
            ),
            Variant(
                name="wrong",
                shows="55 percent printed where 13,223 of 21,350 are 62.",
                changes={"T004": "55 persen"},
                breaks="share(T3, T1, T4)",
                involves="T001 T003 T004",
            ),
        ),
    ),
    Story(
        name="share-province",
        rule="share",
        words="transcription",
        region="Nusa Tenggara Timur",
        by="BPJS Ketenagakerjaan NTT branch",
        published={"Q1": "2024-06-12"},
        rows="""
t1 | all | workers in the base of the coverage | 1548653 | persons | 2024-05
t1 | all | coverage realised | 657713 | persons | 2024-05
t1 | all | coverage | 42.47 | percent | 2024-05
t1 | village officials | village officials enrolled | 19629 | persons | 2023-08
t1 | all | regencies and cities in the province | 22 | kabupaten/kota | 2024-05
""",
        holds=("share(T2, T1, T3)", "T5 == 22"),
        variants=(
            Variant(name="two_decimals", shows="657,713 of 1,548,653 are 42.47 percent."),
            Variant(
                name="transposed",
                shows="44.27 percent transcribed for 42.47.",
                changes={"T003": "44.27"},
                breaks="share(T2, T1, T3)",
                involves="T001 T002 T003",
                reading="42.47",
            ),
        ),
    ),
    Story(
        name="share-ende",
        rule="share",
        words="english",
        region="Kabupaten Ende",
        by="village empowerment office, Kabupaten Ende",
        published={"Q1": "2023-08-25"},
        rows="""
p1 | village apparatus | desa in the regency | 255 | desa | August 2023
p1 | village apparatus | desa whose apparatus are insured | 96 | desa | August 2023
p1 | village apparatus | share of desa whose apparatus are insured | 37,6% | percent | August 2023
p1 | | kecamatan in the regency | 21 | kecamatan | August 2023
p1 | village apparatus | heads of desa and apparatus insured so far | 1.056 | persons | August 2023
""",
        holds=("share(T2, T1, T3)", "T1 in official('n_desa')", "T4 in official('n_kecamatan')"),
        variants=(
            Variant(
                name="cut_off",
                shows="96 of 255 are 37.65 percent; 37 is cut off.",
                changes={"T003": "37%"},
            ),
            Variant(
                name="transposed",
                shows="36.7 percent printed for 37.6.",
                changes={"T003": "36,7%"},
                breaks="share(T2, T1, T3)",
                involves="T001 T002 T003",
                reading="37.6",
            ),
        ),
    ),
    Story(
        name="share-lembata",
        rule="share",
        words="indonesian",
        region="Kabupaten Lembata",
        by="Dinas Nakertrans Kabupaten Lembata",
        published={"Q1": "2023-11-24"},
        rows="""
p1 | semua | jumlah tenaga kerja | 32.600 | orang | Oktober 2023
p1 | semua | sudah terlindungi | 11.736 | orang | Oktober 2023
p1 | semua | belum terlindungi | 20.864 | orang | Oktober 2023
p1 | semua | persentase belum terlindungi | 64 persen | persen | Oktober 2023
p1 | perangkat desa | jumlah desa | 144 | desa | Oktober 2023
""",
        holds=("T1 == T2 + T3", "share(T3, T1, T4)", "T5 in official('n_desa')"),
        variants=(
            Variant(name="uncovered", shows="64 percent is the share without protection."),
            Variant(
                name="covered_for_uncovered",
                shows="36 percent is the share protected, printed as the share without protection.",
                changes={"T004": "36 persen"},
                breaks="share(T3, T1, T4)",
                involves="T001 T003 T004",
            ),
            Variant(
                name="other_base",
                shows="71 percent is of the vulnerable workers, whose number is not printed.",
                changes={"T004": {"segment_text": "pekerja rentan", "value_text": "71 persen"}},
                lifts=("share(T3, T1, T4)",),
            ),
            Variant(
                name="above_base",
                shows="46 percent printed as protected where 11,736 of 32,600 are 36.",
                changes={
                    "T004": {
                        "indicator_text": "persentase sudah terlindungi",
                        "value_text": "46 persen",
                    }
                },
                lifts=("share(T3, T1, T4)",),
                breaks="share(T2, T1, T4)",
                involves="T001 T002 T004",
            ),
        ),
    ),
)

MAGNITUDE = (
    Story(
        name="magnitude-sumba_tengah",
        rule="magnitude",
        words="transcription",
        region="Kabupaten Sumba Tengah",
        by="Bupati (regent) of Kabupaten Sumba Tengah",
        published={"Q1": "2023-10-06"},
        rows="""
p1 | all workers as the speaker uses it | total workers in the regency, as printed | 44.380
    | persons | now
p1 | all segments | workers who are members | 9.817 | persons | now
p1 | non-ASN | non-ASN government staff protected | 1.164 | persons | now
p1 | | all villages of the regency | 65 | desa | now
p1 | village officials | villages that enrolled their officials | 65 | desa | now
p1 | | date of the visit | 5/10/2023 | date | Kamis (5/10/2023)
""",
        holds=("T1 <= 92138", "T2 <= T1", "T4 in official('n_desa')", "T5 <= T4"),
        variants=(
            Variant(
                name="large",
                shows="61,900 workers are two thirds of the people: much, but possible.",
                changes={"T001": "61.900"},
            ),
            Variant(
                name="doubled_digit",
                shows="444,380 workers printed for 44,380 in a regency of 92,000 people.",
                changes={"T001": "444.380"},
                breaks="T1 <= 92138",
                involves="T001",
                reading="44380",
            ),
        ),
    ),
    Story(
        name="magnitude-sabu",
        rule="magnitude",
        words="transcription",
        region="Kabupaten Sabu Raijua",
        published={"Q1": "2025-06-20"},
        rows="""
t1 | all | active members | 9480 | persons | 2025-05
t1 | vulnerable workers | protected | 500 | persons | 2025-05
t1 | | all villages of the regency | 58 | desa | 2025-05
t1 | village officials | villages that enrolled their officials | 41 | desa | 2025-05
p1 | | date of the statement | 19/6/2025 | date | Kamis (19/6/2025)
""",
        holds=("T1 <= 94860", "T2 <= T1", "T3 in official('n_desa')", "T4 <= T3"),
        variants=(
            Variant(
                name="all_villages",
                shows="All 58 villages enrolled: as many as there are.",
                changes={"T004": "58"},
            ),
            Variant(
                name="doubled_digit",
                shows="99,480 members for 9,480 where 95,000 people live.",
                changes={"T001": "99480"},
                breaks="T1 <= 94860",
                involves="T001",
                reading="9480",
            ),
        ),
    ),
    Story(
        name="magnitude-malaka",
        rule="magnitude",
        words="transcription",
        region="Kabupaten Malaka",
        by="Bupati (regent) of Kabupaten Malaka",
        published={"Q1": "2022-05-13"},
        rows="""
p1 | all workers as the speaker uses it | total workers in the regency, as printed | 17.925
    | persons | now
p1 | all segments | workers who are members | 6.047 | persons | now
p1 | non-ASN | members who are regional contract workers | 1.005 | persons | now
p1 | village officials | villages that enrolled their officials | 37 | desa | now
p1 | | villages in the regency, as printed | 127 | desa | now
""",
        holds=("T2 <= T1", "T3 <= T2", "T5 in official('n_desa')", "T4 <= T5"),
        variants=(
            Variant(
                name="nearly_all",
                shows="17,604 members of 17,925 workers are nearly all, but possible.",
                changes={"T002": "17.604"},
            ),
            Variant(
                name="members_above_workers",
                shows="26,047 members of 17,925 workers.",
                changes={"T002": "26.047"},
                breaks="T2 <= T1",
                involves="T001 T002",
            ),
        ),
    ),
    Story(
        name="magnitude-share",
        rule="magnitude",
        words="english",
        region="Kabupaten Flores Timur",
        by="manpower office, Kabupaten Flores Timur",
        published={"Q1": "2024-09-13"},
        rows="""
p1 | firms (PU) | share of companies that insure their staff | 94% | percent | August 2024
p1 | village apparatus | desa in the regency | 229 | desa | August 2024
p1 | village apparatus | desa whose apparatus are insured | 203 | desa | August 2024
p1 | self-employed | self-employed people insured | 5.166 | persons | August 2024
""",
        holds=("T1 <= 100", "T2 in official('n_desa')", "T3 <= T2"),
        variants=(
            Variant(
                name="hundred",
                shows="100 percent of the companies is the most there can be.",
                changes={"T001": "100%"},
            ),
            Variant(
                name="above_hundred",
                shows="104 percent of the companies insure their staff.",
                changes={"T001": "104%"},
                breaks="T1 <= 100",
                involves="T001",
            ),
        ),
    ),
    Story(
        name="magnitude-rote",
        rule="magnitude",
        words="indonesian",
        region="Kabupaten Rote Ndao",
        by="Dinas PMD Kabupaten Rote Ndao",
        published={"Q1": "2023-06-16"},
        rows="""
p1 | perangkat desa | jumlah desa | 112 | desa | Juni 2023
p1 | perangkat desa | desa yang sudah mendaftarkan perangkatnya | 98 | desa | Juni 2023
p1 | perangkat desa | peserta | 1.078 | orang | Juni 2023
p1 | | jumlah kecamatan | 11 | kecamatan | Juni 2023
p1 | | tanggal pernyataan | 15/6/2023 | tanggal | Kamis (15/6/2023)
""",
        holds=("T1 in official('n_desa')", "T2 <= T1", "T4 in official('n_kecamatan')"),
        variants=(
            Variant(
                name="all",
                shows="All 112 villages have enrolled their officials.",
                changes={"T002": "112"},
            ),
            Variant(
                name="villages",
                shows="189 villages enrolled where there are 112.",
                changes={"T002": "189"},
                breaks="T2 <= T1",
                involves="T001 T002",
            ),
        ),
    ),
)

STORIES = SHARE + MAGNITUDE
"""Rules share and magnitude."""
