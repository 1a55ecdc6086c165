using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;

namespace BuildkiteCi.Testing;

/// <summary>
/// Reads JUnit XML as pytest writes it: <c>testcase</c> at any depth, with a <c>failure</c> or an <c>error</c> in it. Everything else
/// (times, properties, output) is left out on purpose.
/// </summary>
public static class JUnitFile
{
    /// <summary>A report that a test left cannot be read.</summary>
    internal static readonly Rule BrokenReport = new("T003", Severity.Warning, "a report that a test left cannot be read",
        "<testsuite><testcase", "<testsuite><testcase/></testsuite>")
    {
        Why = "A test's report was cut off. The failing test's name was lost, and the notification named the job alone.",
    };

    /// <summary>The tests that failed or could not be run, in the file's order; null with a warning where the file is no XML, null without one where it is XML of something else.</summary>
    public static Diagnosed<IReadOnlyList<FailingTest>> Parse(SourceFile file)
    {
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(file.Text),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = false }
            );
            var root = XDocument.Load(reader).Root!;
            return root.Name.LocalName is "testsuites" or "testsuite"
                ? Diagnosed.Ok<IReadOnlyList<FailingTest>>(
                    [.. root.Descendants().Where(element => element.Name.LocalName == "testcase").SelectMany(Failing)]
                )
                : Diagnosed.With<IReadOnlyList<FailingTest>>(null, []);
        }
        catch (XmlException broken)
        {
            return Diagnosed.With<IReadOnlyList<FailingTest>>(
                null,
                [
                    new Diagnostic(
                        BrokenReport,
                        new SourceLocation(file.Path, broken.LineNumber, broken.LinePosition),
                        "this is no well-formed XML, so it names no failing test",
                        "look at the test's output; a test run that was ended leaves such files"
                    ),
                ]
            );
        }
    }

    private static IEnumerable<FailingTest> Failing(XElement test)
    {
        if (test.Elements().FirstOrDefault(element => element.Name.LocalName is "failure" or "error") is not { } failure) yield break;
        var className = (string?)test.Attribute("classname");
        var name = (string?)test.Attribute("name") ?? "(unnamed)";
        yield return new FailingTest(
            string.IsNullOrEmpty(className) ? name : $"{className}::{name}",
            ((string?)failure.Attribute("message") ?? "").Trim(),
            failure.Value.Trim('\n', '\r')
        );
    }
}
