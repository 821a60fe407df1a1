"""`course watch` with nbgrader's real exchange and real kernels."""



from tests.grading.watch.exchange import RIGHT, WRONG, CourseWithExchange, Watching


def test_a_student_submits_and_fetches_a_page_while_it_watches(tmp_path):
    course = CourseWithExchange(tmp_path)
    ana = course.student("ana")
    with Watching(course.folder) as watching:
        ana.submit(RIGHT)
        watching.wait_for("ps1 ana: graded, 10 of 10 points")
        watching.wait_for("ps1 ana: feedback released")
        page, = ana.fetch()
        ana.submit(WRONG)
        watching.wait_for("ps1 ana: graded, 0 of 10 points (handed in anew)")
        watching.wait_for("ps1 ana: feedback released", times=2)
        assert watching.stop() == 0
        watching.wait_for("stopped")
    assert "one: feedback" in page
    assert len(ana.fetch()) == 2
    assert (course.folder / "feedback" / "ana" / "ps1" / "one.html").read_text() == ana.fetch()[1]
