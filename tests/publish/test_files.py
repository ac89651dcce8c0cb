"""Pictures as files: named by their ID, whole, and never over something else."""

import pytest

import ntt_coverage as nc
from ntt_coverage.errors import ReportError
from ntt_coverage.publish.files import write_picture, write_pictures


@pytest.fixture(scope="module")
def picture(tables_2019q3):
    return nc.draw_tiles(tables_2019q3, layout="square")


def test_a_picture_becomes_two_files_that_carry_its_id(picture, tmp_path):
    written = nc.write_picture(picture, str(tmp_path / "baru" / "gambar"))
    name = f"{picture.passport.figure_id}-square"
    assert [path.name for path in written] == [f"{name}.svg", f"{name}.png"]
    assert [path.read_bytes() for path in written] == [picture.svg().encode(), picture.png()]
    assert sorted(path.name for path in written[0].parent.iterdir()) == sorted(
        path.name for path in written
    )


def test_quarters_languages_and_sizes_do_not_meet_in_one_folder(data, tmp_path):
    drawn = [
        nc.draw_tiles(nc.coverage(quarter, lang, data=data), layout=layout)
        for quarter in ("2019Q3", "2021Q4")
        for lang in ("id", "en")
        for layout in ("slide", "square")
    ]
    drawn += [nc.draw_change(nc.coverage("2021Q4", data=data), since) for since in (None, "2019Q3")]
    assert len({path.name for path in nc.write_pictures(drawn, tmp_path)}) == 2 * len(drawn)


def test_an_interactive_map_becomes_a_page(tables_2019q3, tmp_path):
    web_map = nc.draw_web_map(tables_2019q3)
    (page,) = nc.write_picture(web_map, tmp_path)
    assert page.name == f"{web_map.passport.figure_id}.html"
    assert page.read_text("utf-8") == web_map.page


def test_the_same_picture_twice_is_left_as_it_is(picture, tmp_path):
    first = write_picture(picture, tmp_path)
    before = [path.stat().st_mtime_ns for path in first]
    assert write_picture(picture, tmp_path) == first
    assert [path.stat().st_mtime_ns for path in first] == before


@pytest.mark.parametrize("ending", ["svg", "png"])
@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_something_else_of_that_name_is_never_touched(picture, tmp_path, ending, kind):
    own = tmp_path / f"status.{ending}"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("milik orang lain")
    if kind == "file":
        own.write_text("milik orang lain")
    elif kind == "folder":
        own.mkdir()
    else:
        own.symlink_to(elsewhere)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(ReportError) as refused:
        write_picture(picture, tmp_path, "status")
    assert refused.value.evidence == {"file": str(own)}
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert elsewhere.read_text() == "milik orang lain"


def test_a_place_that_is_no_folder_is_told_in_words(picture, tmp_path):
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(ReportError) as refused:
        write_pictures([picture], tmp_path / "berkas")
    assert refused.value.key == "cannot_write"
    assert [path.name for path in tmp_path.iterdir()] == ["berkas"]


def test_files_can_be_read_by_others_as_any_new_file(picture, tmp_path):
    (tmp_path / "usual").write_text("x")
    for path in write_picture(picture, tmp_path):
        assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode
