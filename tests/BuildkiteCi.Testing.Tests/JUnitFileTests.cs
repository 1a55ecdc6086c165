namespace BuildkiteCi.Testing.Tests;

public sealed class JUnitFileTests
{
    [Fact]
    public void Failures_and_errors_are_found_at_any_depth_and_skips_are_not() =>
        JUnitFile
            .Parse(
                new SourceFile(
                    "junit.xml",
                    """
                    <?xml version="1.0" encoding="utf-8"?>
                    <testsuites><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4">
                      <testcase classname="a.B" name="test_ok" time="0.1"/>
                      <testcase classname="a.B" name="test_skip"><skipped message="no TPU"/></testcase>
                      <testcase classname="a.B" name="test_fail"><failure message="assert 0">line 1
                    line 2</failure></testcase>
                      <testcase name="conftest"><error message="import error"/></testcase>
                    </testsuite></testsuites>
                    """
                )
            )
            .Value!.ShouldBe([
                new FailingTest("a.B::test_fail", "assert 0", "line 1\nline 2"),
                new FailingTest("conftest", "import error", ""),
            ]);

    [Fact]
    public void A_file_that_was_cut_off_is_a_warning_at_its_end() =>
        JUnitFile.Parse(new SourceFile("junit.xml", "<testsuite>\n<testcase")).Diagnostics.ShouldHaveSingleItem().ToString()
            .ShouldStartWith("junit.xml:2:10: warning T003: this is no well-formed XML");

    [Fact]
    public void Other_XML_is_not_a_report() =>
        JUnitFile
            .Parse(new SourceFile("other.xml", "<coverage/>"))
            .ShouldSatisfyAllConditions(report => report.Value.ShouldBeNull(), report => report.Diagnostics.ShouldBeEmpty());

    [Fact]
    public void A_document_type_is_refused_so_that_no_entity_is_read_from_elsewhere() =>
        JUnitFile
            .Parse(new SourceFile("junit.xml", "<!DOCTYPE t [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><testsuite/>"))
            .Value.ShouldBeNull();
}
