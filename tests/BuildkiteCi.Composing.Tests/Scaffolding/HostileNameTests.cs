using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Scaffolding;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Pipelines.Interpolation;
using CsCheck;

namespace BuildkiteCi.Composing.Tests.Scaffolding;

/// <summary>Whatever a name or a command holds, the file that is written has just that for every generation, and nothing more.</summary>
public sealed class HostileNameTests
{
    private static readonly CatalogueFolder Models = CatalogueFolders.BuiltIn[0];

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf([
            .. new[]
            {
                "\"",
                "'",
                "\\",
                "${X}",
                "$X",
                "$$",
                "$",
                "${",
                "}",
                "{{matrix}}",
                "{{ }}",
                "{",
                "#",
                " # ",
                ": ",
                ":",
                "- ",
                "-",
                "&a",
                "*a",
                "!tag",
                "|",
                ">",
                "%n",
                "@",
                "`id`",
                "$(id)",
                ",",
                "[",
                "]",
                "?",
                "<<",
                "~",
                "null",
                "yes",
                "0x1F",
                "1e3",
                "2026-08-22",
                "ü",
                "模型",
                "🚀",
                "\u00a0",
                "\t",
                "\n",
                "\r",
                "\u2028",
                "\ufeff",
                "\u0000",
                "\u0085",
                "..",
                "/",
                ".",
                "a",
                "B",
                "1",
                " ",
            }.Select(Gen.Const),
        ]),
        Gen.String[Gen.Char, 0, 5]);

    private static readonly Gen<string> Text = Piece.Array[1, 40].Select(string.Concat);

    [Theory]
    [InlineData("it's \"quoted\"")]
    [InlineData("${X} and $HOME and $$ and $")]
    [InlineData("{{matrix}} {{ }}")]
    [InlineData("# no comment")]
    [InlineData("a # comment: - [x] {y} &z *w !v |u >t %n @s `r`")]
    [InlineData("naïve 模型 🚀")]
    [InlineData("12345")]
    [InlineData("0x1F")]
    [InlineData("true")]
    [InlineData("\\n\\t\\x41")]
    public void A_name_reads_back_as_it_was_given(string name) => ReadsBack(name, "pytest").ShouldBeTrue();

    [Fact]
    public void A_name_of_300_characters_reads_back_and_its_keys_are_keys() =>
        ReadsBack(string.Concat(Enumerable.Repeat("Llama-3.1 ", 30)).TrimEnd(), "pytest").ShouldBeTrue();

    [Fact]
    public void Any_name_and_any_command_read_back_as_they_were_given() =>
        Gen.Select(Text, Text).Sample((name, command) => SubjectName.Parse(name) is null || ReadsBack(name, command), iter: 2_000);

    private static bool ReadsBack(string text, string command)
    {
        var name = SubjectName.Parse(text) ?? throw new ArgumentException(SubjectName.WhatIsWrongWith(text), nameof(text));
        var subject = new NewSubject(name, Models, new Category("text-only"), Models.Stages, SubjectMachine.Of(HostScale.Small, Fleet.BuiltIn))
        {
            Commands = ImmutableDictionary<string, string>.Empty.Add("UnitTest", command),
            AccuracyTarget = 0.5m,
            ThroughputTarget = 1,
        };
        var written = SubjectTemplate.Write(subject, Fleet.BuiltIn);
        var file = SubjectCatalogue.Read(written, Models, Fleet.BuiltIn);
        file.Diagnostics.ShouldBeEmpty();
        // A value that names like variables must change nothing.
        var variables = Variables.Of(new Dictionary<string, string> { ["X"] = "injected", ["HOME"] = "injected", ["a"] = "injected" });
        CatalogueChecks
            .Of([file.Value!], Fleet.BuiltIn, variables)
            .Where(diagnostic => diagnostic.Severity == Severity.Error)
            .ShouldBeEmpty();
        foreach (var generation in Fleet.BuiltIn.Generations)
        {
            var expanded = file.Value!.For(generation, variables).Value!;
            expanded.Stages.Select(stage => stage.Subject).ShouldBe([name, name, name]);
            expanded
                .Stages.Select(stage => stage.Key.Text)
                .ShouldBe(Models.Stages.Select(stage => $"{generation.TpuVersion}_{name.Form}_{stage.KeySuffix}"));
            expanded.Stages[0].Step.Label!.Canonical.ShouldBe($"{generation.TpuVersion} Unit tests for {text}");
            // What YAML cannot hold is half of a character; and a line end of another system is a line end.
            Same(expanded.Stages[0].Step.Env.Single(variable => variable.Key == "TEST_COMMAND").Value, command).ShouldBeTrue();
            expanded.Stages[1].Step.Env.Single(variable => variable.Key == "TEST_MODEL").Value.ShouldBe(text);
        }

        return true;
    }

    private static bool Same(string read, string given) => read == string.Concat(given.EnumerateRunes());
}
