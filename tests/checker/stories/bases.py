"""Stories of shares and counts that stand on unlike bases."""

from tests.checker.story import Story, Variant

STORIES = (
    Story(
        name="unlike_bases-population",
        rule="unlike_bases",
        words="transcription",
        region="Nusa Tenggara Timur",
        by="reporter",
        published={"Q1": "2023-11-24"},
        rows="""
p1 | all | workers in the province | 2.190.000 | persons | now
p1 | all | workers who are members | 481.800 | persons | now
p1 | all | membership of BPJS Ketenagakerjaan as a share of the workers, as printed | 22 persen
    | percent | now
p1 | | population of the province | 5.569.068 | persons | 2023
p1 | | regencies and cities in the province | 22 | kabupaten/kota |
""",
        holds=("share(T2, T1, T3)", "T2 < T1 < T4", "T5 == 22"),
        variants=(
            Variant(name="workers", shows="22 percent is said to be of the workers, and is."),
            Variant(
                name="both",
                shows="22 percent of the workers and 8.7 percent of the people, each named so.",
                more="""
p1 | all | membership of BPJS Ketenagakerjaan as a share of the whole population, as printed
    | 8,7 persen | percent | now
""",
            ),
            Variant(
                name="population",
                shows="22 percent is printed as of the whole population; it is of the workers.",
                changes={
                    "T003": {
                        "indicator_text": "membership of BPJS Ketenagakerjaan as a share of the "
                        "whole population, as printed"
                    }
                },
                lifts=("share(T2, T1, T3)",),
                breaks="share(T2, T4, T3)",
                involves="T002 T003",
            ),
        ),
    ),
    Story(
        name="unlike_bases-non_asn",
        rule="unlike_bases",
        words="transcription",
        region="Nusa Tenggara Timur",
        published={"Q1": "2019-08-28", "Q2": "2019-08-29"},
        rows="""
p1 | all workers who are not civil servants
    | workers outside the civil service without protection | kurang lebih satu juta | persons | now
t2 | non-ASN | non-ASN government staff not protected | 20000 | persons | 2019-08-28
t2 | non-ASN | non-ASN government staff protected | 10000 | persons | 2019-08-28
t2 | non-ASN | regions with non-ASN enrolled | 5 | kabupaten/kota | 2019-08-28
p1 | | regencies and cities in the province | 22 | kabupaten/kota |
""",
        holds=("T5 == 22", "T4 <= T5"),
        variants=(
            Variant(
                name="apart",
                shows="Workers outside the civil service and non-ASN staff are named apart.",
            ),
            Variant(
                name="same_word",
                shows="One million workers outside the civil service are called non-ASN workers, "
                "like 20,000 government staff.",
                changes={
                    "T001": {
                        "segment_text": "all workers who are not civil servants "
                        "(not: non-ASN government staff)",
                        "indicator_text": "non-ASN workers in the province without protection",
                    },
                    "T002": {
                        "indicator_text": "non-ASN workers in the province without protection"
                    },
                },
                involves="T001 T002",
            ),
        ),
    ),
    Story(
        name="unlike_bases-ngada",
        rule="unlike_bases",
        words="english",
        region="Kabupaten Ngada",
        by="manpower office, Kabupaten Ngada",
        published={"Q1": "2024-08-16"},
        rows="""
p1 | all | inhabitants of the regency | 174.088 | persons | 2024
p1 | all | people in work | 94.000 | persons | 2024
p1 | all | people insured through the agency | 22.560 | persons | 2024
p1 | all | share of the people in work who are insured | 24% | percent | 2024
p1 | | desa in the regency | 190 | desa | 2024
""",
        holds=("share(T3, T2, T4)", "T5 in official('n_desa')"),
        variants=(
            Variant(name="in_work", shows="24 percent of the people in work, named so."),
            Variant(
                name="inhabitants",
                shows="24 percent is printed as of all inhabitants; it is of the people in work.",
                changes={
                    "T004": {"indicator_text": "share of all inhabitants who are insured"},
                },
                lifts=("share(T3, T2, T4)",),
                breaks="share(T3, T1, T4)",
                involves="T003 T004",
            ),
            Variant(
                name="in_work_named",
                shows="13 percent is printed as of the people in work; it is of all inhabitants.",
                changes={"T004": "13%"},
                breaks="share(T3, T2, T4)",
                involves="T003 T004",
            ),
        ),
    ),
    Story(
        name="unlike_bases-lembata",
        rule="unlike_bases",
        words="indonesian",
        region="Kabupaten Lembata",
        by="Dinas Nakertrans Kabupaten Lembata",
        published={"Q1": "2025-02-14"},
        rows="""
p1 | semua | jumlah penduduk | 143.345 | orang | 2024
p1 | semua | jumlah tenaga kerja | 77.400 | orang | 2024
p1 | semua | peserta | 13.932 | orang | 2024
p1 | semua | persentase peserta dari jumlah tenaga kerja | 18 persen | persen | 2024
p1 | perangkat desa | jumlah desa | 144 | desa | 2024
""",
        holds=("share(T3, T2, T4)", "T5 in official('n_desa')"),
        variants=(
            Variant(name="workers", shows="18 percent of the workers, named so."),
            Variant(
                name="two_shares",
                shows="9.7 percent of the people beside 18 percent of the workers.",
                more="""
p1 | semua | persentase peserta dari jumlah penduduk | 9,7 persen | persen | 2024
""",
            ),
            Variant(
                name="people",
                shows="18 percent is printed as of the people; it is of the workers.",
                changes={"T004": {"indicator_text": "persentase peserta dari jumlah penduduk"}},
                lifts=("share(T3, T2, T4)",),
                breaks="share(T3, T1, T4)",
                involves="T003 T004",
            ),
        ),
    ),
    Story(
        name="unlike_bases-long",
        rule="unlike_bases",
        words="english",
        region="Kabupaten Timor Tengah Selatan",
        by="manpower office, Kabupaten Timor Tengah Selatan",
        published={"Q1": "2024-07-26", "Q2": "2024-07-27"},
        rows="""
p1 | all | inhabitants of the regency | 481.281 | persons | 2024
p1 | all | people in work | 241.500 | persons | 2024
p1 | all | people insured through the agency | 28.980 | persons | 2024
p1 | all | share of the people in work who are insured | 12% | percent | 2024
p1 | all | share of all inhabitants who are insured | 6% | percent | 2024
p1 | all | people in work who are not insured | 212.520 | persons | 2024
p2 | non-ASN government staff | contract staff of the government who are not insured | 1.105
    | persons | 2024
p2 | non-ASN government staff | contract staff of the government who are insured | 1.689
    | persons | 2024
p2 | village apparatus | desa in the regency | 266 | desa | 2024
p2 | village apparatus | desa whose apparatus are insured | 190 | desa | 2024
p2 | | day the office spoke | 25/7/2024 | date | Kamis (25/7/2024)
""",
        holds=(
            "T2 == T3 + T6",
            "share(T3, T2, T4)",
            "share(T3, T1, T5)",
            "T9 in official('n_desa')",
            "T10 <= T9",
        ),
        variants=(
            Variant(name="both", shows="Two shares and two groups, each properly named."),
            Variant(
                name="inhabitants",
                shows="12 percent of the people in work is printed as of all inhabitants, too.",
                changes={"T005": "12%"},
                breaks="share(T3, T1, T5)",
                involves="T003 T005",
            ),
            Variant(
                name="same_word",
                shows="201,000 workers outside the civil service are called non-ASN workers, like "
                "1,105 government staff.",
                changes={
                    "T006": {
                        "segment_text": "all workers who are not civil servants",
                        "indicator_text": "non-ASN workers who are not insured",
                        "value_text": "201.000",
                    },
                    "T007": {"indicator_text": "non-ASN workers who are not insured"},
                },
                lifts=("T2 == T3 + T6",),
                involves="T006 T007",
            ),
        ),
    ),
)
"""Rule unlike_bases."""
