"""Stories of days: names of weekdays, and what comes before what."""

from tests.checker.story import Story, Variant

WEEKDAY = (
    Story(
        name="weekday-launch",
        rule="weekday",
        words="transcription",
        region="Kabupaten Belu",
        by="acting head, village empowerment office, Kabupaten Belu",
        published={"Q1": "2023-05-25"},
        rows="""
p1 | | date of the launch | 22/5/2023 | date | Senin (22/5/2023)
p1 | | date of the governor's circular on village officials and vulnerable workers
    | 25 Oktober Tahun 2022 | date | 25 October 2022
p1 | pekerja rentan desa (BPU) | vulnerable workers registered | 4.318 | persons
    | launch Monday 22/5/2023
p1 | | all villages of the regency | 69 | desa | 22/5/2023
p1 | | programmes run by BPJS Ketenagakerjaan | lima | programmes | 2023
""",
        holds=("T4 in official('n_desa')", "D1 < Q1"),
        variants=(
            Variant(name="monday", shows="22 May 2023 was a Monday, in both languages."),
            Variant(
                name="wednesday",
                shows="22 May 2023 was a Monday, not a Wednesday.",
                changes={"T001": {"period_text": "Rabu (22/5/2023)"}},
                involves="T001",
            ),
        ),
    ),
    Story(
        name="weekday-no_year",
        rule="weekday",
        words="transcription",
        region="Nusa Tenggara Timur",
        published={"Q1": "2021-07-15"},
        rows="""
p1 | | date of the statement | 13/7 | date | Selasa (13/7)
p1 | non-ASN | regions that enrolled non-ASN staff | enam | kabupaten/kota | Selasa (13/7)
p1 | | cut-off of the BPJS data | 30 Juni 2021 | date | 30 June 2021
p1 | | regencies and cities in the province | 22 | kabupaten/kota |
""",
        holds=("T4 == 22", "D3 <= Q1"),
        variants=(
            Variant(name="tuesday", shows="13 July of the year of the paper was a Tuesday."),
            Variant(
                name="lost_digit",
                shows="Tuesday (3/7) printed for 13/7: 3 July 2021 was a Saturday.",
                changes={
                    "T001": {"value_text": "3/7", "period_text": "Selasa (3/7)"},
                    "T002": {"period_text": "now"},
                },
                involves="T001",
                reading="2021-07-13",
            ),
        ),
    ),
    Story(
        name="weekday-month",
        rule="weekday",
        words="transcription",
        region="Nusa Tenggara Timur",
        published={"Q1": "2020-03-14"},
        rows="""
p1 | | date of the statement | 12/3 | date | Kamis (12/3)
p1 | | planned day of the meeting | 19 Maret 2020 | date | 19 March 2020
p1 | all workers | workers not yet protected | kurang lebih satu juta | persons | now
p1 | | date of the invitation letter | 6 Maret 2020 | date | Jumat, 6 Maret 2020
""",
        holds=("D4 <= D1", "D1 < D2"),
        variants=(
            Variant(name="thursday", shows="12 March 2020 was a Thursday."),
            Variant(
                name="month",
                shows="12 February 2020 was a Wednesday; the month seems to be one too low.",
                changes={
                    "T001": {"value_text": "12/2", "period_text": "Kamis (12/2)"},
                    "T004": {"value_text": "6 Februari 2020", "period_text": "6 February 2020"},
                },
                involves="T001",
            ),
        ),
    ),
    Story(
        name="weekday-new_year",
        rule="weekday",
        words="transcription",
        region="Kabupaten Lembata",
        published={"Q1": "2022-01-03"},
        rows="""
p1 | | date of the agreement | 28/12 | date | Selasa (28/12)
p1 | | cut-off of the BPJS data | 30 November 2021 | date | Selasa (30/11/2021)
p1 | all | active members | 6.880 | persons | to 30 November 2021
p1 | | all villages of the regency | 144 | desa | now
""",
        holds=("T4 in official('n_desa')", "D2 <= Q1", "D1 <= Q1"),
        variants=(
            Variant(name="last_year", shows="28/12 in a paper of January is of the year before."),
            Variant(
                name="thursday",
                shows="30 November 2021 was a Tuesday, not a Thursday.",
                changes={"T002": {"period_text": "Kamis (30/11/2021)"}},
                involves="T002",
            ),
        ),
    ),
    Story(
        name="weekday-english",
        rule="weekday",
        words="english",
        region="Kabupaten Lembata",
        by="credit union of Kabupaten Lembata",
        published={"Q1": "2023-11-24"},
        rows="""
p1 | | day the agreement was signed | 17 November 2023 | date | Friday 17 November 2023
p1 | | anniversary of the credit union | Ke-51 | years | 2023
p1 | members of the credit union | people insured under the agreement | 412 | persons
    | November 2023
p1 | | day of the thanksgiving | 18 November 2023 | date | Sabtu (18/11/2023)
""",
        holds=("D1 < D4",),
        variants=(
            Variant(name="friday", shows="17 November 2023 was a Friday, the 18th a Saturday."),
            Variant(
                name="thursday",
                shows="17 November 2023 was a Friday, not a Thursday.",
                changes={"T001": {"period_text": "Thursday 17 November 2023"}},
                involves="T001",
            ),
        ),
    ),
    Story(
        name="weekday-jumat",
        rule="weekday",
        words="indonesian",
        region="Kabupaten Manggarai Timur",
        by="Dinas Nakertrans Kabupaten Manggarai Timur",
        published={"Q1": "2024-06-25"},
        rows="""
p1 | | tanggal pernyataan | 12/6/2024 | tanggal | Rabu (12/6/2024)
p1 | | tanggal sosialisasi | 7/6/2024 | tanggal | Jum'at (7/6/2024)
p1 | pekerja rentan | sudah terdaftar | 1.740 | orang | Juni 2024
p1 | perangkat desa | jumlah desa | 159 | desa | Juni 2024
""",
        holds=("T4 in official('n_desa')", "D2 < D1"),
        variants=(
            Variant(name="apostrophe", shows="Jum'at is the Friday that 7 June 2024 was."),
            Variant(
                name="transposed",
                shows="Wednesday (21/6/2024) printed for 12/6/2024; the 21st was a Friday.",
                changes={
                    "T001": {"value_text": "21/6/2024", "period_text": "Rabu (21/6/2024)"},
                },
                involves="T001",
                reading="2024-06-12",
            ),
        ),
    ),
)

DATE_ORDER = (
    Story(
        name="date_order-cut_off",
        rule="date_order",
        words="transcription",
        region="Kabupaten Kupang",
        published={"Q1": "2021-07-03"},
        rows="""
p1 | | cut-off of the BPJS data | 22 Juni 2021 | date | 22 June 2021
p1 | non-ASN (honorer) | honorer workers with employment social security | 2.480 | persons
    | to 22 June this year | programme=JKK JKM
p1 | | date of the meeting | 24/6/2021 | date | Kamis (24/6/2021)
p1 | village officials | villages that enrolled their officials | dua desa | desa | now
p1 | | villages in the regency, as printed | 160 | desa | now
""",
        holds=("D1 <= Q1", "D3 <= Q1", "T5 in official('n_desa')"),
        variants=(
            Variant(
                name="month",
                shows="The number is of June as a month, which had ended when the paper came out.",
                changes={"T002": {"period_text": "June 2021"}},
            ),
            Variant(
                name="after_paper",
                shows="Data of 22 July in a paper of 3 July.",
                changes={
                    "T001": {"value_text": "22 Juli 2021", "period_text": "22 July 2021"},
                    "T002": {"period_text": "now"},
                },
                breaks="D1 <= Q1",
                involves="T001",
            ),
            Variant(
                name="two_days",
                shows="The same data are cut off on 22 June here and on 18 June there.",
                changes={"T002": {"period_text": "now"}},
                more="""
p1 | | cut-off of the BPJS data | 18 Juni 2021 | date | 18 June 2021 | place=caption
""",
                breaks="D1 == D6",
                involves="T001 T006",
            ),
        ),
    ),
    Story(
        name="date_order-letter",
        rule="date_order",
        words="transcription",
        region="Nusa Tenggara Timur",
        by="press office, provincial secretariat",
        published={"Q1": "2019-09-05"},
        rows="""
p1 | | date of the invitation letter | 23 Agustus 2019 | date | 23 August 2019
p1 | | day of the event according to the letter | 29 Agustus 2019 | date | 29 August 2019
p1 | non-ASN | regions that enrolled non-ASN staff | lima | kabupaten/kota | 29 August 2019
p1 | | regencies and cities in the province | 22 | kabupaten/kota |
p1 | | national meeting in Yogyakarta | Oktober 2018 | date | October 2018
""",
        holds=("D1 < D2", "D2 <= Q1", "T4 == 22"),
        variants=(
            Variant(name="before", shows="The letter of 23 August invites to 29 August."),
            Variant(
                name="after",
                shows="The letter that invites to 29 August is dated 2 September.",
                changes={
                    "T001": {"value_text": "2 September 2019", "period_text": "2 September 2019"}
                },
                breaks="D1 < D2",
                involves="T001 T002",
            ),
        ),
    ),
    Story(
        name="date_order-signing",
        rule="date_order",
        words="english",
        region="Kabupaten Nagekeo",
        by="regional secretariat, Kabupaten Nagekeo",
        published={"Q1": "2022-05-20"},
        rows="""
p1 | | day the statement was made | 12 Mei 2022 | date | 12 May 2022
p1 | | day planned for the signing, as announced in the statement | 18 Mei 2022 | date | 18 May 2022
p1 | contract staff (non-ASN) | contract staff the agreement will cover | 1.310 | persons | 2022
p1 | | desa in the regency | 97 | desa | 2022
""",
        holds=("D1 < D2", "T4 in official('n_desa')", "D1 <= Q1"),
        variants=(
            Variant(
                name="yet_to_come",
                shows="The signing is announced for a day after the paper came out.",
                changes={"T002": {"value_text": "25 Mei 2022", "period_text": "25 May 2022"}},
            ),
            Variant(
                name="announced_too_late",
                shows="A statement of 19 May announces the signing of 18 May as planned.",
                changes={"T001": {"value_text": "19 Mei 2022", "period_text": "19 May 2022"}},
                breaks="D1 < D2",
                involves="T001 T002",
            ),
        ),
    ),
    Story(
        name="date_order-december",
        rule="date_order",
        words="indonesian",
        region="Kabupaten Sikka",
        by="BPJS Ketenagakerjaan Cabang Maumere",
        published={"Q1": "2024-01-10"},
        rows="""
p1 | | tanggal data | 31 Desember 2023 | tanggal | 31 Desember 2023
p1 | semua | peserta aktif | 19.240 | orang | Desember 2023
p1 | perangkat desa | jumlah desa | 181 | desa | Desember 2023
p1 | | rencana tanggal sosialisasi | 6 Februari 2024 | tanggal | 6 Februari 2024
""",
        holds=("D1 <= Q1", "D4 > Q1", "T3 in official('n_desa')"),
        variants=(
            Variant(name="december", shows="Data of December in a paper of January."),
            Variant(
                name="month_only",
                shows="Data of 25 January fit a paper of which only the month, January, is known.",
                changes={
                    "T001": {
                        "value_text": "25 Januari 2024",
                        "period_text": "25 Januari 2024",
                    },
                    "T002": {"period_text": "Januari 2024"},
                },
                published={"Q1": "2024-01"},
            ),
            Variant(
                name="january",
                shows="Data of 31 January in a paper of 10 January.",
                changes={
                    "T001": {
                        "value_text": "31 Januari 2024",
                        "period_text": "31 Januari 2024",
                    },
                    "T002": {"period_text": "sekarang"},
                },
                breaks="D1 <= Q1",
                involves="T001",
            ),
        ),
    ),
)

STORIES = WEEKDAY + DATE_ORDER
"""Rules weekday and date_order."""
