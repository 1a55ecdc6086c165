using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Site;

/// <summary>What the signs and the words of the tables mean.</summary>
internal static class Legend
{
    private static readonly (string Word, string Meaning)[] Words =
    [
        ("auto", "vLLM picks the implementation. The verdict of a row is that of auto, since it is what you get without setting anything."),
        ("flax_nnx, vllm", "The two implementations of a model: written in JAX, or vLLM’s PyTorch one. Choose with MODEL_IMPL_TYPE."),
        ("since", "The oldest release of the unbroken row of releases with this verdict."),
        ("req/s", "Requests per second that the benchmark measured; with ≥, that it demands to pass."),
        ("flaky", "Of the nights with a result, the share that failed while the nights with a result before and after passed."),
    ];

    /// <summary>Adds the legend.</summary>
    public static void Write(HtmlText html, SiteContent content)
    {
        html.Add($"<h2 id=\"legend\">What the signs mean</h2><ul class=\"key\">");
        foreach (var look in VerdictLook.All)
            html.Add($"<li>{Signs.Beside(look)}<div><b>{look.Title}</b><span>{look.Meaning}</span></div>");
        html.Add($"</ul><dl class=\"gl\">");
        foreach (var (word, meaning) in Words) html.Add($"<dt>{word}<dd>{meaning}");
        foreach (var generation in content.History.Generations.Where(generation => content.Settings.GenerationTitle(generation).Length > 0))
            html.Add($"<dt>{generation}<dd>TPU generation: {content.Settings.GenerationTitle(generation)}.");
        html.Add($"</dl>\n");
    }
}
