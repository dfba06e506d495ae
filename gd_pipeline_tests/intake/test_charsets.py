from gd_pipeline.intake.charsets import Charset


def test_members_are_found_and_counted_in_a_text_of_any_plane():
    numbers = Charset("一二三\u2028")
    assert numbers.found_in("第二批，共三十二件\u2028") == {"二", "三", "\u2028"}
    assert numbers.count_in("第二批，共三十二件") == 3


def test_what_is_no_member_is_not_found():
    numbers = Charset("一二三")
    assert numbers.found_in("") == frozenset()
    assert numbers.found_in("四千\U00020021件\ud840") == frozenset()
    assert numbers.count_in("\U00020021\ud840") == 0
