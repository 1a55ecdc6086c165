using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing;

/// <summary>Makes the groups of a build's benchmark cases.</summary>
/// <param name="request">What the build wants.</param>
/// <param name="page">The page that they stand on.</param>
/// <param name="variables">The build's variables.</param>
/// <param name="found">Takes what is wrong.</param>
internal sealed class CasePage(CompositionRequest request, BuildPage page, BuildVariables variables, DiagnosticBag found)
{
    private BenchmarkCaseSettings Settings => request.Settings.Cases;

    /// <summary>A group a file, of the generations that take part.</summary>
    /// <param name="sources">The cases, and the step that they wait for.</param>
    public ImmutableArray<PagePart> Groups(CompositionSources sources)
    {
        if (request.Settings.Steps.Benchmark.When.Unmet(request.Situation) is not null) return [];
        var parts = ImmutableArray.CreateBuilder<PagePart>();
        foreach (var group in sources.Cases.SelectMany(file => CaseSteps.Of(file)))
        {
            var steps = group.Steps.Where(IsIn).Select(step => Step(step, sources.CaseValidation)).ToArray();
            if (steps.Length > 0)
                parts.Add(
                    new PagePart(group.Key.Text, [page.Waiting(GroupStep.Of(group.Label, group.Key, steps), generation: null)])
                    {
                        Others = page.Priority,
                    }
                );
        }

        return parts.ToImmutable();
    }

    private bool IsIn(CaseStep step) =>
        request.Generations.Any(generation => generation.TpuVersion == step.Machine.TpuVersion)
        && (Settings.SelectedBy is not { } variable || request.Environment.GetValueOrDefault(variable, "") is not { Length: > 0 } chosen
            || chosen.Split(',', StringSplitOptions.TrimEntries).Contains($"vllm:{step.Queue}:{step.CaseName}"));

    private CommandStep Step(CaseStep step, StepKey? validation)
    {
        var own = step.Environment.Variables.Select(variable => (variable.Name, variable.Text, (SourceLocation?)variable.Location)).ToList();
        foreach (var (name, value) in Variables(step))
        {
            var at = own.FindIndex(variable => variable.Name == name);
            if (at < 0) own.Add((name, value, null));
            else own[at] = (name, value, null);
        }

        var (file, caseName) = (ShellWord.Quote(step.CaseFile), ShellWord.Quote(step.CaseName));
        var draft = new CommandDraft(
            step.Label,
            step.Key,
            step.Queue,
            $"{request.Settings.Program} --target=Benchmark --case-file={file} --case-name={caseName}"
        )
        {
            Environment = [.. own],
            TimeoutMinutes = step.TimeoutMinutes,
            WaitsFor = validation,
            Location = step.Location,
        };
        return request.Settings.Steps.Benchmark.Apply(
            draft.ToStep(),
            ("case_file", file),
            ("case_name", caseName),
            ("queue", ShellWord.Quote(step.Queue))
        );
    }

    private IEnumerable<(string Name, string Value)> Variables(CaseStep step)
    {
        if (Settings.Variables.IsEmpty) return [];
        var generation = request.Generations.First(one => one.TpuVersion == step.Machine.TpuVersion);
        var set = BuildVariable.SetAll(Settings.Variables, variables.Of(generation), generation, request.Facts.Identity);
        found.AddRange(set.Diagnostics);
        return from variable in Settings.Variables
               let value = set.Value!.Find(variable.Name)
               where value is { Length: > 0 } && Sets(variable, generation)
               select (variable.Name, value);
    }

    // A table that has no row for the build sets nothing, even where the process has a variable of that name.
    private bool Sets(BuildVariable variable, Catalogue.Generation generation) =>
        variable.Text is not null || variable.By is not null || variable.Otherwise is not null
        || variable.Table.Any(row => row.Key == generation.Name || request.Facts.Identity.Occasions.Contains(row.Key));
}
