using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Tables;
using CsCheck;
using nietras.SeparatedValues;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Csv;

public sealed class CsvMatrixTests
{
    [Fact]
    public void Every_category_and_every_status_is_written_as_pages_read_it()
    {
        var results = Generation("v6e",
            Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.NotApplicable, Status.Failing),
            Model("meta-llama/Llama-3.1-8B-Instruct", "text-only", Status.NotEnoughHbm, Status.Untested),
            Model("Qwen/Qwen2.5-VL-7B-Instruct", "multimodal", Status.Passing, Status.Passing, Status.Passing),
            Model("Qwen/Qwen3-Embedding-8B", "embedding", Status.Beta),
            Model("black-forest-labs/FLUX.1-dev", "diffusion", Status.Experimental, Status.Planned, Status.Unplanned),
            Feature("Prefix Caching", "feature support matrix", Status.Passing, Status.Passing),
            Feature("Say \"cheese\", please", "feature support matrix", Status.Failing, Status.Other("ask, first")),
            Feature("Speculative Decoding: Eagle10", "feature support matrix", Status.Passing),
            Feature("Speculative Decoding: Eagle3", "feature support matrix", Status.Beta),
            Feature("MoE", "kernel support matrix", Status.Planned, Status.Unplanned),
            Feature("rl_integration", "rl support matrix", Status.Passing, Status.Untested),
            Feature("TP", "parallelism support matrix", Status.Passing, Status.Failing, Status.NotApplicable, Status.Experimental),
            Feature("INT4 W4A16", "quantization support matrix", Status.Passing, Status.NotEnoughHbm),
            Feature("FP8 W8A8", "quantization support matrix", Status.Beta, Status.Beta),
            Feature("MXFP6", "quantization support matrix", Status.Untested, Status.Planned),
            Feature("mla-w16a16", "kernel support matrix microbenchmarks", Status.Passing, Status.Failing),
            Feature("gmm-w8a8", "kernel support matrix microbenchmarks", Status.Passing, Status.Passing),
            Feature("gmm-w4a16", "kernel support matrix microbenchmarks", Status.Failing, Status.Passing),
            Feature("generic ragged paged attention v3", "kernel support matrix microbenchmarks", Status.Beta, Status.NotApplicable));

        var files = Matrix
            .All(MatrixDefinitions.BuiltIn, results)
            .Select(matrix => $"# {matrix.Definition.File}\n{CsvMatrix.Write(matrix)}");

        Golden.Matches(string.Join('\n', files), "Csv/every-category.golden.csv");
    }

    [Fact]
    public void A_category_without_a_row_has_no_file() =>
        Matrix.All(MatrixDefinitions.BuiltIn, Generation("v6e", Feature("TP", "parallelism support matrix")))
            .ShouldHaveSingleItem().Definition.File.ShouldBe("parallelism_support_matrix.csv");

    [Fact]
    public void A_subject_of_an_unknown_category_stands_in_the_first_matrix_of_its_kind()
    {
        var subject = new SubjectResults(SubjectName.Parse("Sparse Cores")!, SubjectKind.Feature, new Category("matrix of the future"), []);

        CsvMatrix.Write(Matrix.All(MatrixDefinitions.BuiltIn, Generation("v7x", subject)).ShouldHaveSingleItem())
            .ShouldBe("Feature,CorrectnessTest,PerformanceTest\n\"Sparse Cores\",❓ Untested,❓ Untested\n");
    }

    [Fact]
    public void Any_CSV_reader_reads_back_what_was_written()
    {
        var text = Gen.String[Gen.OneOf(Gen.Char["ab,\"'\\;|<>&#=+-@ é✅"], Gen.Char.AlphaNumeric), 1, 12];
        var subject = Gen.Select(
            text.Where(name => SubjectName.Parse(name) is not null),
            Gen.Int[0, Status.All.Length - 1].Select(index => Status.All[index]),
            text
        );

        subject.Array[1, 20].Sample(subjects =>
        {
            var results = Generation("v6e",
                [.. subjects.Select(one => Feature(one.Item1, "feature support matrix", one.Item2, Status.Other(one.Item3.Trim() + "x")))]);
            var matrix = Matrix.All(MatrixDefinitions.BuiltIn, results).Single();

            using var reader = Sep.New(',')
                .Reader(options => options with { HasHeader = false, Unescape = true })
                .FromText(CsvMatrix.Write(matrix));
            var rows = new List<string[]>();
            foreach (var row in reader)
                rows.Add(row[..].ToStringsArray());
            rows[0].ShouldBe(CsvMatrix.Headers(matrix.Definition));
            rows[1..]
                .ShouldBe(matrix.Rows.Select(row => (string[])[row.Name, .. row.Cells.Select(cell => cell.Result.Status.Text)]));
        },
                iter: 300
            );
    }
}
