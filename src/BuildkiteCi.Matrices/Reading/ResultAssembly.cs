using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>Makes results of a build's answers.</summary>
public static class ResultAssembly
{
    /// <summary>
    /// The results of every row. A stage's result is what its step stated or how its newest try ended; where the step reports nothing, what
    /// was recorded; else Untested. For steps whose file records by itself, what was recorded comes first.
    /// </summary>
    public static BuildResults Assemble(Publication publication, ResultQuery questions, BuildSnapshot answers)
    {
        var rows = ResultRows.Of(questions, answers.MetaData);
        var cases = answers.MetaData.Where(value => rows.IsOfCase(value.Key)).OrderBy(value => value.Key, StringComparer.Ordinal)
            .ToLookup(
                value => value.Key[..(value.Key.IndexOf(ResultKeys.CaseMark, StringComparison.Ordinal) + ResultKeys.CaseMark.Length)],
                StringComparer.Ordinal
            );
        var steps = questions.Steps.ToLookup(step => (step.Generation.Name, step.Subject, step.Stage.Name));
        return new BuildResults(WithVersions(publication, answers),
        [
            .. from generation in rows.Generations
               select new GenerationResults(generation.Name,
               [
                   .. rows.Defaults.Select(subject => DeclaredToWork(questions.Definitions, subject)),
                   .. rows.Tested.Select(subject => OfSubject(generation, subject)),
               ]),
        ]);

        SubjectResults OfSubject(Generation generation, ListedSubject subject)
        {
            var category = ResultRows.Category(generation, subject, answers.MetaData);
            var stages = questions.Definitions.Of(subject.Kind, category)?.Stages ?? [];
            var results = stages
                .Select(stage => Measured(OfStage(generation, subject.Name, stage), generation, subject.Name))
                .OfType<StageResult>();
            return new SubjectResults(subject.Name, subject.Kind, category, [.. results])
            {
                Architecture = subject.Architecture,
                Cases =
                [
                    .. cases[ResultKeys.CasesOf(generation, subject.Name.Text)]
                        .Select(Case)
                        .Where(one => one.Case.Length > 0 && !one.Measurements.IsEmpty),
                ],
            };
        }

        CaseResult Case(KeyValuePair<string, string> value) =>
            new(
                value.Key[(value.Key.IndexOf(ResultKeys.CaseMark, StringComparison.Ordinal) + ResultKeys.CaseMark.Length)..],
                MeasurementText.Read(value.Value)
            );

        StageResult? Measured(StageResult? result, Generation generation, SubjectName subject) =>
            result is not null
            && answers.MetaData.GetValueOrDefault(ResultKeys.Measurements(generation, subject, result.Stage)) is { } text
                ? result with { Measurements = MeasurementText.Read(text) }
                : result;

        StageResult? OfStage(Generation generation, SubjectName subject, string stage)
        {
            var recorded = answers.MetaData.GetValueOrDefault(ResultKeys.Result(generation, subject, stage)) is { } text
                ? StageResult.Read(stage, text)
                : null;
            var step = steps[(generation.Name, subject, stage)].FirstOrDefault();
            if (step is null) return recorded;
            var result = step.IsRecorded && recorded is not null ? recorded : Collected(step, answers) ?? recorded;
            return result is null ? null : Explained(result, step, answers);
        }
    }

    private static Publication WithVersions(Publication publication, BuildSnapshot answers)
    {
        var vllm = answers.MetaData.GetValueOrDefault(ResultKeys.VllmCommit)?.Trim();
        var versions = answers.MetaData.Where(value => value.Key.StartsWith(ResultKeys.VersionPrefix, StringComparison.Ordinal));
        return publication with
        {
            Commits =
                string.IsNullOrEmpty(vllm) || publication.Commits.ContainsKey("vllm")
                    ? publication.Commits
                    : publication.Commits.Add("vllm", vllm),
            Versions = publication.Versions.SetItems(
                versions.Select(value => KeyValuePair.Create(value.Key[ResultKeys.VersionPrefix.Length..], value.Value.Trim()))
            ),
        };
    }

    private static StageResult? Collected(TestStep step, BuildSnapshot answers)
    {
        var stated = answers.MetaData.GetValueOrDefault(step.Key.Text);
        if (stated is null && !answers.Outcomes.ContainsKey(step.Key)) return null;
        return StageResult.Of(step.Stage.Name, answers.Outcomes.TryGetValue(step.Key, out var outcome) ? outcome : null, stated);
    }

    // Where to look further: the job, what it said of its failure, the issue that follows it. A note of an earlier try explains no pass.
    private static StageResult Explained(StageResult result, TestStep step, BuildSnapshot answers)
    {
        var job = answers.JobUrls.GetValueOrDefault(step.Key);
        result = result with
        {
            JobUrl = job,
            Duration = answers.Durations.TryGetValue(step.Key, out var duration) ? duration : null,
            Retries = answers.Retries.TryGetValue(step.Key, out var retries) ? retries : null,
            Setup = step.Setup,
        };
        if (result.Status != Status.Failing) return result;
        var failure = answers.MetaData.TryGetValue(StepFailure.Key(step.Key), out var text) ? StepFailure.Parse(text) : null;
        return result with
        {
            JobUrl = result.JobUrl ?? WebAddress.Parse(failure?.JobUrl),
            Note = failure?.Reason ?? result.Note,
            IssueUrl = result.IssueUrl ?? step.IssueUrl,
        };
    }

    private static SubjectResults DeclaredToWork(MatrixDefinitions definitions, ListedSubject subject) => new(
        subject.Name,
        subject.Kind,
        subject.Category,
        [.. (definitions.Of(subject.Kind, subject.Category)?.Stages ?? []).Select(stage => new StageResult(stage, Status.Declared))]);
}
