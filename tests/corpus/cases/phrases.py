"""Titles, footnotes and columns that many tables share."""

from tests.corpus.planting import NO, Column, When, eligible, enrolled, region, uncovered

REKAP = "REKAPITULASI KEPESERTAAN BPJS KETENAGAKERJAAN TENAGA NON ASN"
REKAP_GROUPS = "REKAPITULASI KEPESERTAAN PROGRAM BPJS KETENAGAKERJAAN"
PER_REGENCY = "MENURUT 22 KABUPATEN/KOTA DI PROVINSI NUSA TENGGARA TIMUR"
JUNE = "Keadaan 30 Juni 2021"
TITLE = (REKAP, PER_REGENCY, JUNE)
AT_JUNE = When(as_of="2021-06-30")
IN_ROW = When(as_of="2021-06-30", basis="printed")
SOURCE = "Sumber: Dinas Koperasi, Tenaga Kerja dan Transmigrasi (diolah)"
NOTE = "Ket: angka sementara, belum diverifikasi"
SIGNED = (
    "Kupang, 5 Juli 2021",
    "Kepala Bidang Hubungan Industrial",
    "(...........................)",
)

STANDARD: tuple[Column, ...] = (
    NO,
    region(),
    eligible("Jumlah Non ASN"),
    enrolled("Terdaftar"),
    uncovered("Belum Terdaftar"),
)
NON_ASN: dict[str, object] = {"when": AT_JUNE, "segment": "non_asn"}
"""What the title says."""
