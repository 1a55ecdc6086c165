using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Site;

/// <summary>Search and filters above the tables. Hidden until the script shows it: without one it could do nothing.</summary>
internal static class FilterForm
{
    /// <summary>Adds the form.</summary>
    /// <param name="html">Where.</param>
    /// <param name="generations">The generations to choose from.</param>
    /// <param name="types">The types to choose from.</param>
    /// <param name="implementations">The implementations to choose from; one alone is no choice.</param>
    public static void Write(HtmlText html, IEnumerable<string> generations, IEnumerable<string> types, IReadOnlyCollection<string> implementations)
    {
        html.Add($"<form id=\"filters\" class=\"filters\" role=\"search\" hidden>\n<label>Search <input type=\"search\" name=\"q\" autocomplete=\"off\"></label>\n");
        WriteChoice(html, "gen", "Generation", generations.Select(generation => (generation, generation)));
        WriteChoice(html, "type", "Type", types.Select(type => (type, type)));
        WriteChoice(html, "status", "Status", Status.All.Select(status => (StatusLook.Letter(status), status.Name)));
        if (implementations.Count > 1) WriteChoice(html, "impl", "Implementation", implementations.Select(implementation => (implementation, implementation)));
        html.Add($"<button type=\"reset\">Clear</button> <output id=\"shown\" aria-live=\"polite\"></output>\n</form>\n");
    }

    private static void WriteChoice(HtmlText html, string name, string title, IEnumerable<(string Value, string Text)> choices)
    {
        html.Add($"<label>{title} <select name=\"{name}\"><option value=\"\">all</option>");
        foreach (var (value, text) in choices) html.Add($"<option value=\"{value}\">{text}</option>");
        html.Add($"</select></label>\n");
    }
}
