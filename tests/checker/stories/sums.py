"""Stories of totals: members and non-members, and parts of a whole."""

from tests.checker.story import Story, Variant

COMPLEMENT = (
    Story(
        name="complement-kupang",
        rule="complement",
        words="transcription",
        region="Kabupaten Kupang",
        by="Bupati (regent) of Kabupaten Kupang",
        published={"Q1": "2021-07-09"},
        reference={"Q1": "2021-06-25"},
        rows="""
p1 | all workers as the speaker uses it | total workers in the regency, as printed | 14.438
    | persons | now
p1 | all segments | workers who are members | 5.246 | persons | now
p1 | all segments | workers not yet protected | 9.192 | persons | now
p1 | all segments | share not yet protected | 63,7 persen | percent | now
p1 | non-ASN (tenaga kontrak daerah) | members who are regional contract workers | 2.482
    | persons | now
p1 | informal (BPU) | members who are informal workers | 1.475 | persons | now
p1 | village officials | villages that enrolled their officials | dua desa | desa | now
p1 | | villages in the regency, as printed | 160 | desa | now
""",
        holds=("T1 == T2 + T3", "share(T3, T1, T4)", "T8 in official('n_desa')", "T5 + T6 < T2"),
        variants=(
            Variant(name="exact", shows="Members and non-members give the printed total."),
            Variant(
                name="hedged",
                shows="The total is only said to be about 14,400, so 38 more is no contradiction.",
                changes={"T001": "sekitar 14.400", "T004": "sekitar 64 persen"},
                lifts=("T1 == T2 + T3",),
            ),
            Variant(
                name="transposed",
                shows="Members printed 5,264 for 5,246: with 9,192 others they are not 14,438.",
                changes={"T002": "5.264"},
                breaks="T1 == T2 + T3",
                involves="T001 T002 T003",
                reading="5246",
            ),
            Variant(
                name="hundred",
                shows="Members printed 5,346: 100 more than total less non-members, no digit slip.",
                changes={"T002": "5.346"},
                breaks="T1 == T2 + T3",
                involves="T001 T002 T003",
            ),
        ),
    ),
    Story(
        name="complement-regions",
        rule="complement",
        words="transcription",
        region="Nusa Tenggara Timur",
        published={"Q1": "2022-03-11"},
        rows="""
p1 | | regencies and cities in the province | 22 | kabupaten/kota |
p1 | non-ASN | regions that enrolled non-ASN staff | tujuh | kabupaten/kota | Kamis (10/3/2022)
p1 | non-ASN | regions that have not enrolled non-ASN staff | 15 | kabupaten/kota
    | Kamis (10/3/2022)
p1 | village officials | regions with village officials enrolled | empat | kabupaten
    | Kamis (10/3/2022)
p1 | non-ASN | non-ASN government staff protected | 8.450 | persons | Kamis (10/3/2022)
p1 | | date of the statement | 10/3/2022 | date | Kamis (10/3/2022)
""",
        holds=("T1 == T2 + T3", "T1 == 22"),
        variants=(
            Variant(
                name="two_segments",
                shows="7 regions with non-ASN and 18 without village officials are not one split.",
                changes={
                    "T003": {
                        "segment_text": "village officials",
                        "indicator_text": "regions that have not enrolled village officials",
                        "value_text": "18",
                    }
                },
                more="""
t1 | | branches of BPJS Ketenagakerjaan | 6 | branches | 2022-03-10
""",
                lifts=("T1 == T2 + T3",),
            ),
            Variant(
                name="sixteen",
                shows="7 regions enrolled and 16 not enrolled are 23, not 22.",
                changes={"T003": "16"},
                breaks="T1 == T2 + T3",
                involves="T002 T003",
            ),
        ),
    ),
    Story(
        name="complement-villages",
        rule="complement",
        words="english",
        region="Kabupaten Nagekeo",
        by="village empowerment office, Kabupaten Nagekeo",
        published={"Q1": "2023-09-15"},
        rows="""
p1 | village apparatus | number of desa in the regency | 97 | desa | September 2023
p1 | village apparatus | desa that have joined the scheme for their apparatus | 61 | desa
    | September 2023
p1 | village apparatus | desa still outside the scheme for their apparatus | 36 | desa
    | September 2023
p1 | | number of kecamatan in the regency | tujuh | kecamatan | September 2023
p1 | village apparatus | heads of desa and apparatus insured so far | 671 | persons | September 2023
p1 | | day the office spoke | 14/9/2023 | date | Kamis (14/9/2023)
""",
        holds=("T1 == T2 + T3", "T1 in official('n_desa')", "T4 in official('n_kecamatan')"),
        variants=(
            Variant(
                name="two_dates",
                shows="48 villages outside is of December 2022, 61 inside of September 2023.",
                changes={"T003": {"value_text": "48", "period_text": "Desember 2022"}},
                lifts=("T1 == T2 + T3",),
            ),
            Variant(
                name="transposed",
                shows="63 villages outside printed for 36: with 61 inside they are not 97.",
                changes={"T003": "63"},
                breaks="T1 == T2 + T3",
                involves="T001 T002 T003",
                reading="36",
            ),
        ),
    ),
    Story(
        name="complement-ende",
        rule="complement",
        words="indonesian",
        region="Kabupaten Ende",
        by="Dinas Nakertrans Kabupaten Ende",
        published={"Q1": "2024-10-18"},
        rows="""
p1 | semua | jumlah tenaga kerja | 48.215 | orang | September 2024
p1 | semua | sudah terlindungi | 17.905 | orang | September 2024
p1 | semua | belum terlindungi | 30.310 | orang | September 2024
p1 | perangkat desa | jumlah desa | 255 | desa | September 2024
p1 | perangkat desa | desa yang sudah mendaftarkan perangkatnya | 255 | desa | September 2024
p1 | | tanggal pernyataan | 17/10/2024 | tanggal | Kamis (17/10/2024)
""",
        holds=("T1 == T2 + T3", "T4 in official('n_desa')", "T5 <= T4"),
        variants=(
            Variant(
                name="rentan_only",
                shows="12,450 not registered are vulnerable workers only, not all the rest.",
                changes={
                    "T003": {
                        "segment_text": "pekerja rentan",
                        "indicator_text": "belum terdaftar",
                        "value_text": "12.450",
                    }
                },
                lifts=("T1 == T2 + T3",),
            ),
            Variant(
                name="lost_digit",
                shows="Non-members printed 3,310 for 30,310.",
                changes={"T003": "3.310"},
                breaks="T1 == T2 + T3",
                involves="T001 T002 T003",
                reading="30310",
            ),
        ),
    ),
)

PARTS = (
    Story(
        name="parts-sikka",
        rule="parts",
        words="transcription",
        region="Kabupaten Sikka",
        published={"Q1": "2023-04-18"},
        rows="""
t1 | all | active members | 18690 | persons | 2023-04-17
t1 | PU | active members | 9365 | persons | 2023-04-17
t1 | BPU | active members | 7240 | persons | 2023-04-17
t1 | construction | active members | 2085 | persons | 2023-04-17
t1 | non-ASN (within PU) | active members | 1784 | persons | 2023-04-17
p1 | | date of the visit | 17/4/2023 | date | Senin (17/4/2023)
p1 | | all villages of the regency | 181 | desa | 17/4/2023
""",
        holds=("T1 == T2 + T3 + T4", "T5 <= T2", "T7 in official('n_desa')"),
        variants=(
            Variant(
                name="non_asn_within",
                shows="PU, BPU and construction give all; non-ASN staff are inside PU.",
            ),
            Variant(
                name="transposed",
                shows="BPU members printed 7,420 for 7,240, so the three kinds exceed all.",
                changes={"T003": "7420"},
                breaks="T1 == T2 + T3 + T4",
                involves="T001 T002 T003 T004",
                reading="7240",
            ),
            Variant(
                name="part_above_whole",
                shows="10,942 non-ASN staff are said to be within 9,365 PU members.",
                changes={"T005": "10942"},
                breaks="T5 <= T2",
                involves="T002 T005",
            ),
        ),
    ),
    Story(
        name="parts-months",
        rule="parts",
        words="transcription",
        region="Kabupaten Sumba Tengah",
        by="regional secretariat, Kabupaten Sumba Tengah",
        published={"Q1": "2022-04-12"},
        rows="""
t1 | non-ASN (TKD) | covered by agreement | 1164 | persons | 2022
t1 | non-ASN (TKD) | covered by agreement for 12 months | 640 | persons | 2022
t1 | non-ASN (TKD) | covered by agreement for 9 months | 212 | persons | 2022
t1 | non-ASN (TKD) | covered by agreement for 6 months | 312 | persons | 2022
p1 | | date of the agreement | 8/4/2022 | date | Jumat (8/4/2022)
p1 | | programmes in the agreement (JKK, JKM) | dua | programmes | 2022
""",
        holds=("T1 == T2 + T3 + T4",),
        variants=(
            Variant(name="exact", shows="Contracts of 12, 9 and 6 months give all 1,164."),
            Variant(
                name="transposed",
                shows="321 contracts of 6 months printed for 312: the three give 1,173.",
                changes={"T004": "321"},
                breaks="T1 == T2 + T3 + T4",
                involves="T001 T002 T003 T004",
                reading="312",
            ),
            Variant(
                name="lost_digit",
                shows="22 contracts of 9 months printed for 212: the three give 974.",
                changes={"T003": "22"},
                breaks="T1 == T2 + T3 + T4",
                involves="T001 T002 T003 T004",
                reading="212",
            ),
        ),
    ),
    Story(
        name="parts-residual",
        rule="parts",
        words="english",
        region="Kabupaten Manggarai",
        published={"Q1": "2023-02-03"},
        rows="""
p1 | all kinds of worker | people insured through the agency | 21.480 | persons | January 2023
p1 | non-ASN | people insured through the agency, contract staff of the government | 3.260
    | persons | January 2023
p1 | informal | people insured through the agency, working on their own account | 9.114
    | persons | January 2023
p1 | firms (PU) | people insured through the agency, staff of companies | 6.870 | persons
    | January 2023
p1 | firms (PU) | companies that take part | 214 | companies | January 2023
p1 | | number of kecamatan | 12 | kecamatan | January 2023
""",
        holds=("T2 + T3 + T4 <= T1", "T6 in official('n_kecamatan')"),
        variants=(
            Variant(
                name="some_kinds",
                shows="Three kinds stay below all insured; the other kinds are not named.",
            ),
            Variant(
                name="parts_above_whole",
                shows="Company staff printed 16,870: the three kinds named exceed all insured.",
                changes={"T004": "16.870"},
                breaks="T2 + T3 + T4 <= T1",
                involves="T001 T004",
            ),
        ),
    ),
    Story(
        name="parts-men_women",
        rule="parts",
        words="indonesian",
        region="Kabupaten Alor",
        by="BPJS Ketenagakerjaan Cabang NTT",
        published={"Q1": "2024-12-20"},
        rows="""
p1 | BPU | peserta | 8.436 | orang | November 2024
p1 | BPU | peserta laki-laki | 5.127 | orang | November 2024
p1 | BPU | peserta perempuan | 3.309 | orang | November 2024
p1 | | jumlah kecamatan | 18 | kecamatan | November 2024
p1 | jasa konstruksi | proyek yang terdaftar | 46 | proyek | November 2024
p1 | | tanggal pernyataan | 19/12/2024 | tanggal | Kamis (19/12/2024)
""",
        holds=("T1 == T2 + T3", "T4 in official('n_kecamatan')"),
        variants=(
            Variant(name="exact", shows="Men and women of the BPU give its members."),
            Variant(
                name="other_whole",
                shows="The whole is of all kinds of workers, men and women are of the BPU only.",
                changes={"T001": {"segment_text": "semua", "value_text": "14.902"}},
                lifts=("T1 == T2 + T3",),
            ),
            Variant(
                name="transposed",
                shows="Women printed 3,390 for 3,309.",
                changes={"T003": "3.390"},
                breaks="T1 == T2 + T3",
                involves="T001 T002 T003",
                reading="3309",
            ),
        ),
    ),
)

STORIES = COMPLEMENT + PARTS
"""Rules complement and parts."""
