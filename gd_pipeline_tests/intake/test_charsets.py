from gd_pipeline.intake.charsets import Charset, Exchange


def test_members_are_found_and_counted_in_a_text_of_any_plane():
    numbers = Charset("一二三\u2028")
    assert numbers.found_in("第二批，共三十二件\u2028") == {"二", "三", "\u2028"}
    assert numbers.count_in("第二批，共三十二件") == 3


def test_what_is_no_member_is_not_found():
    numbers = Charset("一二三")
    assert numbers.found_in("") == frozenset()
    assert numbers.found_in("四千\U00020021件\ud840") == frozenset()
    assert numbers.count_in("\U00020021\ud840") == 0


def test_characters_are_exchanged_and_all_others_stay_in_their_places():
    text = "開\U00020021放\ud840 open"
    assert Exchange({ord("開"): "开"}).applied_to(text) == text.replace("開", "开")
