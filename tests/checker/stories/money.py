"""Stories of contributions: persons, months and rupiah."""

from tests.checker.story import Story, Variant

STORIES = (
    Story(
        name="contribution-belu",
        rule="contribution",
        words="transcription",
        region="Kabupaten Belu",
        by="acting head, village empowerment office, Kabupaten Belu",
        published={"Q1": "2023-06-02"},
        rows="""
p1 | pekerja rentan desa (BPU) | vulnerable workers registered | 4.318 | persons | 2023
    | programme=JKK JKM
p1 | pekerja rentan desa (BPU) | allocation for the contributions | Rp 870.508.800 | rupiah
    | 2023 | programme=JKK JKM
p1 | pekerja rentan desa (BPU) | months paid for | 12 | months | 2023
p1 | | villages the registered workers live in | 69 | desa | 2023
p1 | | all villages of the regency | 69 | desa | 2023
p1 | pekerja rentan desa (BPU) | programmes given to vulnerable workers (JKK, JKM) | dua
    | programmes | 2023
p1 | | date of the launch | 30/5/2023 | date | Selasa (30/5/2023)
""",
        holds=("months(T2, T1) == T3", "T5 in official('n_desa')", "T4 <= T5"),
        variants=(
            Variant(name="year", shows="4,318 workers for 12 months at Rp 16,800."),
            Variant(
                name="transposed",
                shows="4,381 workers printed for 4,318; the money pays for 4,318.",
                changes={"T001": "4.381"},
                breaks="months(T2, T1) == T3",
                involves="T001 T002",
                reading="4318",
            ),
            Variant(
                name="off",
                shows="Rp 905,000,000 printed, which fits no number of persons or months.",
                changes={"T002": "Rp 905.000.000"},
                breaks="months(T2, T1) == T3",
                involves="T001 T002",
            ),
        ),
    ),
    Story(
        name="contribution-mabar",
        rule="contribution",
        words="transcription",
        region="Kabupaten Manggarai Barat",
        by="manpower office, Kabupaten Manggarai Barat",
        published={"Q1": "2024-07-26"},
        rows="""
t1 | vulnerable workers | paid by APBD | 1930 | persons | 2024-07/2024-12 | programme=JKK JKM
t1 | vulnerable workers | allocation for the contributions, 6 months | 194544000 | rupiah
    | 2024-07/2024-12 | programme=JKK JKM
t1 | | all villages of the regency | 164 | desa | 2024
t1 | PU | members | 10411 | persons | 2024-07
t1 | non-ASN (within PU) | members | 3512 | persons | 2024-07
""",
        holds=("months(T2, T1) == 6", "T3 in official('n_desa')", "T5 <= T4"),
        variants=(
            Variant(name="half_year", shows="1,930 workers for 6 months at Rp 16,800."),
            Variant(
                name="transposed_amount",
                shows="Rp 194,454,000 transcribed for Rp 194,544,000.",
                changes={"T002": "194454000"},
                breaks="months(T2, T1) == 6",
                involves="T001 T002",
                reading="194544000",
            ),
        ),
    ),
    Story(
        name="contribution-sbd",
        rule="contribution",
        words="transcription",
        region="Kabupaten Sumba Barat Daya",
        by="manpower office, Kabupaten Sumba Barat Daya",
        published={"Q1": "2025-10-03"},
        rows="""
p1 | vulnerable workers | vulnerable workers registered | 5.630 | persons
    | October to December 2025 | programme=JKK JKM
p1 | vulnerable workers | allocation for the contributions, three months | Rp 283.752.000
    | rupiah | October to December 2025 | programme=JKK JKM
p1 | non-ASN | non-ASN government staff protected | 2.206 | persons | 2025 | programme=JKK JKM
p1 | non-ASN | allocation for the contributions of the non-ASN staff | Rp 303.611.000 | rupiah
    | 2025 | programme=JKK JKM
p1 | | all villages of the regency | 173 | desa | 2025
""",
        holds=("months(T2, T1) == 3", "T5 in official('n_desa')"),
        variants=(
            Variant(
                name="non_asn_beside",
                shows="Three months fit; the rate of non-ASN staff follows wages and is not known.",
            ),
            Variant(
                name="lost_digit",
                shows="Rp 28,375,200 printed for Rp 283,752,000: a zero is lost.",
                changes={"T002": "Rp 28.375.200"},
                breaks="months(T2, T1) == 3",
                involves="T001 T002",
                reading="283752000",
            ),
        ),
    ),
    Story(
        name="contribution-ttu",
        rule="contribution",
        words="english",
        region="Kabupaten Timor Tengah Utara",
        by="BPJS Ketenagakerjaan Atambua branch",
        published={"Q1": "2025-07-11"},
        rows="""
p1 | vulnerable workers | vulnerable people whose premiums the budget pays | 14.880 | persons
    | July 2025 | programme=JKK JKM
p1 | vulnerable workers | premium of one worker | Rp 16.800 | rupiah per month | July 2025
    | programme=JKK JKM
p1 | vulnerable workers | premiums paid by the budget | Rp 249.984.000 | rupiah per month
    | July 2025 | programme=JKK JKM
p1 | | desa in the regency | 182 | desa | July 2025
p1 | | day of the handover | 10/7/2025 | date | Kamis (10/7/2025)
""",
        holds=("months(T3, T1) == 1", "T2 == 16800", "T4 in official('n_desa')"),
        variants=(
            Variant(
                name="about",
                shows="About Rp 250 million a month is said of Rp 249,984,000.",
                changes={"T003": "sekitar Rp 250 juta per bulan"},
                lifts=("months(T3, T1) == 1",),
            ),
            Variant(
                name="rate",
                shows="Rp 18,600 a month printed for Rp 16,800.",
                changes={"T002": "Rp 18.600"},
                breaks="T2 == 16800",
                involves="T002",
                reading="16800",
            ),
        ),
    ),
    Story(
        name="contribution-jht",
        rule="contribution",
        words="indonesian",
        region="Kabupaten Ngada",
        by="Dinas Nakertrans Kabupaten Ngada",
        published={"Q1": "2024-04-05"},
        rows="""
p1 | BPU | peserta | 745 | orang | April sampai Desember 2024 | programme=JKK JKM JHT
p1 | BPU | anggaran iuran JKK, JKM dan JHT untuk 9 bulan | Rp 246.744.000 | rupiah
    | April sampai Desember 2024 | programme=JKK JKM JHT
p1 | perangkat desa | jumlah desa | 190 | desa | 2024
p1 | perangkat desa | peserta | 1.204 | orang | 2024
p1 | | tanggal pernyataan | 4/4/2024 | tanggal | Kamis (4/4/2024)
""",
        holds=("months(T2, T1, 36800) == 9", "T3 in official('n_desa')"),
        variants=(
            Variant(name="old_age", shows="745 workers for 9 months at Rp 36,800, old age inside."),
            Variant(
                name="doubled_digit",
                shows="7,745 members printed for 745.",
                changes={"T001": "7.745"},
                breaks="months(T2, T1, 36800) == 9",
                involves="T001 T002",
                reading="745",
            ),
        ),
    ),
    Story(
        name="contribution-tts",
        rule="contribution",
        words="indonesian",
        region="Kabupaten Timor Tengah Selatan",
        by="Dinas PMD Kabupaten Timor Tengah Selatan",
        published={"Q1": "2024-11-22"},
        rows="""
p1 | pekerja rentan | jumlah pekerja rentan | 2.364 | orang | Tahun 2024 | programme=JKK JKM
p1 | pekerja rentan | anggaran iuran 12 bulan | Rp 476.582.400 | rupiah | Tahun 2024
    | programme=JKK JKM
p1 | perangkat desa | jumlah desa | 266 | desa | Tahun 2024
p1 | non-ASN | jumlah tenaga non-ASN | 1.689 | orang | Tahun 2024
p1 | non-ASN | anggaran iuran | Rp 214.000.000 | rupiah | Tahun 2024
""",
        holds=("months(T2, T1) == 12", "T3 in official('n_desa')"),
        variants=(
            Variant(
                name="year",
                shows="2,364 workers for 12 months fit; nothing can be said of non-ASN staff.",
            ),
            Variant(
                name="transposed",
                shows="2,346 workers printed for 2,364.",
                changes={"T001": "2.346"},
                breaks="months(T2, T1) == 12",
                involves="T001 T002",
                reading="2364",
            ),
        ),
    ),
)
"""Rule contribution."""
