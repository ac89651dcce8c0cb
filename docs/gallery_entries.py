"""The pictures of the gallery: name, code, heading and what to look at, in both languages."""

from dataclasses import dataclass

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1100, "height": 760}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One picture of the gallery.

    Parameters
    ----------
    name : str
        Of its file, before the language.
    code : str
        What makes it; its last line is the picture. Its ``"en"`` is left out on the Indonesian
        page, which needs no language.
    heads, notes : dict of str to str
        Heading, and what to look at, by language.
    screen : dict of str to int, optional
        Size of the window in which a web map is shown.
    """

    name: str
    code: str
    heads: dict[str, str]
    notes: dict[str, str]
    screen: dict[str, int] | None = None

    def code_in(self, lang: str) -> str:
        """Return the code for a language.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        str
        """
        return self.code if lang == "en" else self.code.replace(', "en"', "")

    def file(self, lang: str) -> str:
        """Return the name of the picture's file.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        str
        """
        return f"{self.name}-{lang}.png"


QUARTER = 'nc.coverage("{}", "en", data=data)'

ENTRIES = (
    Entry(
        name="status",
        code=f"nc.draw_map({QUARTER.format('2019Q3')})",
        heads={"en": "Who enrols", "id": "Siapa yang mendaftarkan"},
        notes={
            "en": "The numbers of the legend add up to 22, the star marks what sources disagree "
            "on, and Kota Kupang, too small to read, is enlarged.",
            "id": "Angka-angka dalam legenda berjumlah 22, tanda bintang menandai hal yang "
            "dipertentangkan sumber, dan Kota Kupang, yang terlalu kecil untuk dibaca, diperbesar.",
        },
    ),
    Entry(
        name="persons",
        code=f'nc.draw_map({QUARTER.format("2021Q4")}, "persons")',
        heads={"en": "How many persons", "id": "Berapa orang"},
        notes={
            "en": "Enrolled without a known number, not enrolled and no data are three classes "
            "apart from the scale; a zero is never the lowest class.",
            "id": "Terdaftar tanpa jumlah yang diketahui, belum mendaftarkan, dan tanpa data "
            "adalah tiga kelas di luar skala; nol tidak pernah menjadi kelas terendah.",
        },
    ),
    Entry(
        name="change",
        code=f'nc.draw_change({QUARTER.format("2019Q4")}, since="2019Q3")',
        heads={"en": "What changed", "id": "Apa yang berubah"},
        notes={
            "en": "A finding of zero stays in the legend: that nothing is newly known is said, "
            "not left to be guessed.",
            "id": "Temuan nol tetap tercantum dalam legenda: bahwa tidak ada yang baru diketahui "
            "dinyatakan, bukan dibiarkan ditebak.",
        },
    ),
    Entry(
        name="page",
        code=f'nc.draw_map({QUARTER.format("2019Q3")}, layout="page")',
        heads={"en": "For an A4 page", "id": "Untuk halaman A4"},
        notes={
            "en": "The legend moves below the map; the sources and the figure ID stay.",
            "id": "Legenda pindah ke bawah peta; sumber dan ID gambar tetap ada.",
        },
    ),
    Entry(
        name="square",
        code=f'nc.draw_map({QUARTER.format("2019Q3")}, layout="square")',
        heads={"en": "For a message", "id": "Untuk pesan singkat"},
        notes={
            "en": "Names that have no room are shortened or stand on the water with a line to "
            "their place.",
            "id": "Nama yang tidak mendapat tempat disingkat atau ditulis di atas laut dengan "
            "garis ke wilayahnya.",
        },
    ),
    Entry(
        name="tiles",
        code=f"nc.draw_tiles({QUARTER.format('2019Q3')})",
        heads={"en": "Each government counts once", "id": "Setiap pemerintah dihitung sekali"},
        notes={
            "en": "Kota Kupang is as large as Sumba Timur: area says nothing about employers.",
            "id": "Kota Kupang sama besar dengan Sumba Timur: luas wilayah tidak mengatakan apa "
            "pun tentang pemberi kerja.",
        },
    ),
    Entry(
        name="multiples",
        code='quarters = ["2019Q3", "2019Q4", "2020Q1", "2021Q2", "2021Q4", "2022Q1"]\n'
        'nc.draw_multiples(data, quarters, "en")',
        heads={"en": "Six quarters", "id": "Enam triwulan"},
        notes={
            "en": "The classes are the same in all six, so a colour means one thing; in the last "
            "one most of what was known is too old.",
            "id": "Kelas-kelasnya sama di keenam peta, sehingga satu warna berarti satu hal; pada "
            "peta terakhir sebagian besar yang diketahui sudah terlalu lama.",
        },
    ),
    Entry(
        name="timeline",
        code='nc.draw_timeline(data, "2026Q1", "en")',
        heads={"en": "All quarters", "id": "Semua triwulan"},
        notes={
            "en": "A line joins only quarters that are fully known; a ring is a lower bound, and "
            "the hatched bar above it shows how much may be missing.",
            "id": "Garis hanya menghubungkan triwulan yang diketahui lengkap; lingkaran kosong "
            "adalah batas bawah, dan batang bergaris di atasnya menunjukkan berapa yang mungkin "
            "tidak terlihat.",
        },
    ),
    Entry(
        name="ranking",
        code=f"nc.draw_ranking({QUARTER.format('2021Q4')})",
        heads={"en": "Most persons first", "id": "Yang terbanyak lebih dahulu"},
        notes={
            "en": "A unit that enrols an unknown number has a row without a bar, never a bar of "
            "zero.",
            "id": "Wilayah yang mendaftarkan dalam jumlah tidak diketahui mendapat baris tanpa "
            "batang, bukan batang nol.",
        },
    ),
    Entry(
        name="parts",
        code='about = data.checks["statement_ids"] == "X001|X002|X003|X004"\n'
        'nc.draw_parts(data, data.checks.loc[about, "check_id"].item(), "en")',
        heads={"en": "What a total is made of", "id": "Isi suatu jumlah"},
        notes={
            "en": "What the printed parts leave over of the printed total is drawn and named, "
            "not spread over the parts.",
            "id": "Sisa jumlah tercetak setelah dikurangi bagian-bagian tercetak digambar dan "
            "diberi nama, bukan dibagikan ke bagian lain.",
        },
    ),
    Entry(
        name="stale",
        code=f"nc.draw_map({QUARTER.format('2022Q1')})",
        heads={"en": "When the data are too old", "id": "Bila data terlalu lama"},
        notes={
            "en": "Nineteen units have no data any more: hatched, with the last known state as a "
            "pale ground; the title says how many.",
            "id": "Sembilan belas wilayah tidak lagi memiliki data: bergaris, dengan keadaan "
            "terakhir yang diketahui sebagai warna pucat; judulnya menyebut jumlahnya.",
        },
    ),
    Entry(
        name="web",
        code=f"nc.draw_web_map({QUARTER.format('2019Q3')})",
        heads={"en": "The web map", "id": "Peta web"},
        notes={
            "en": "One file without any external address: indicator, quarter and search at hand, "
            "and a card per unit that names the source.",
            "id": "Satu berkas tanpa alamat luar: indikator, triwulan, dan pencarian tersedia, "
            "serta satu kartu per wilayah yang menyebut sumbernya.",
        },
        screen=DESKTOP,
    ),
    Entry(
        name="web-phone",
        code=f"nc.draw_web_map({QUARTER.format('2019Q3')})",
        heads={"en": "The web map on a phone", "id": "Peta web di telepon"},
        notes={
            "en": "The same file in a narrow window.",
            "id": "Berkas yang sama di jendela sempit.",
        },
        screen=PHONE,
    ),
)

RATE = Entry(
    name="rate",
    code='rates = nc.coverage(QUARTER, "en", data=data)\nnc.draw_map(rates, "rate")',
    heads={"en": "Which part of the staff", "id": "Bagian dari pegawai"},
    notes={
        "en": "Units that enrol without a known rate are a class of their own.",
        "id": "Wilayah yang mendaftarkan tanpa cakupan yang diketahui adalah kelas tersendiri.",
    },
)
"""Shown where a quarter has a rate."""
