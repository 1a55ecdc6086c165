using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Build.Terminal;

/// <summary>
/// Asks at a terminal. Each answer is checked while it is typed; once given, question and answer are one line, and nothing else of the
/// asking is left. A terminal that cannot move its cursor (<c>TERM=dumb</c>) gets plain lines and numbered choices.
/// </summary>
/// <param name="console">The terminal.</param>
internal sealed class Questions(IAnsiConsole console)
{
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Bad = new(Color.Red);

    private readonly LiveRegion region = new(console);

    private bool IsPlain => !console.Profile.Capabilities.Ansi;

    /// <summary>Asks for a text.</summary>
    /// <param name="question">The question.</param>
    /// <param name="explanation">What the answer is for, in a line.</param>
    /// <param name="problem">What is wrong with a text, as a sentence without a full stop; null: nothing is.</param>
    /// <param name="stopping">Ends the asking.</param>
    /// <param name="usual">The answer where Enter is pressed at once.</param>
    public async Task<string> TextAsync(
        string question,
        string explanation,
        Func<string, string?> problem,
        CancellationToken stopping,
        string usual = ""
    )
    {
        var text = new StringBuilder();
        var isRefused = false;
        if (IsPlain) Lines(question, explanation);
        if (IsPlain) console.Write("> ");
        while (true)
        {
            var typed = text.Length == 0 ? usual : text.ToString();
            if (!IsPlain) DrawText(question, explanation, text.ToString(), usual, text.Length == 0 && !isRefused ? null : problem(typed));
            var key = await KeyAsync(stopping);
            if (key.Key == ConsoleKey.Enter)
            {
                if (IsPlain) console.WriteLine();
                if (problem(typed) is not { } wrong)
                {
                    Done(question, typed);
                    return typed;
                }

                isRefused = true;
                if (!IsPlain) continue;
                console.WriteLine(wrong);
                console.Write("> ");
                text.Clear();
                continue;
            }

            Edit(text, key);
        }
    }

    /// <summary>Asks for one of several answers, the first of them where Enter is pressed at once.</summary>
    public async Task<T> ChooseAsync<T>(
        string question,
        string explanation,
        IEnumerable<(string Text, T Value)> choices,
        CancellationToken stopping
    )
    {
        var all = choices.ToList();
        var chosen = IsPlain
            ? await NumberAsync(question, explanation, [.. all.Select(choice => choice.Text)], stopping)
            : await RowAsync(question, explanation, [.. all.Select(choice => choice.Text)], stopping);
        Done(question, all[chosen].Text);
        return all[chosen].Value;
    }

    /// <summary>Asks for any number of several answers: Space takes or drops one, Enter ends; on a plain terminal, their numbers.</summary>
    /// <param name="question">The question.</param>
    /// <param name="explanation">What the answer is for, in a line.</param>
    /// <param name="choices">What can be chosen, and whether it is unless something else is.</param>
    /// <param name="isRequired">Whether at least one has to be chosen.</param>
    /// <param name="stopping">Ends the asking.</param>
    public async Task<IReadOnlyList<T>> ChooseSeveralAsync<T>(
        string question,
        string explanation,
        IEnumerable<(string Text, T Value, bool IsUsual)> choices,
        bool isRequired,
        CancellationToken stopping
    )
    {
        var all = choices.ToList();
        var texts = all.ConvertAll(choice => choice.Text);
        var usual = all.Index().Where(choice => choice.Item.IsUsual).Select(choice => choice.Index).ToHashSet();
        var chosen = IsPlain
            ? await NumbersAsync(question, explanation, texts, usual, isRequired, stopping)
            : await RowsAsync(question, explanation, texts, usual, isRequired, stopping);
        var taken = all.Where((_, index) => chosen.Contains(index)).ToList();
        Done(question, taken.Count == 0 ? "nothing" : string.Join(", ", taken.Select(choice => choice.Text)));
        return [.. taken.Select(choice => choice.Value)];
    }

    /// <summary>Asks for yes or no.</summary>
    public async Task<bool> ConfirmAsync(string question, bool usual, CancellationToken stopping)
    {
        var answer = await TextAsync(
            $"{question} [{(usual ? "Y/n" : "y/N")}]",
            "",
            text => text.ToUpperInvariant() is "Y" or "YES" or "N" or "NO" ? null : "answer y or n",
            stopping,
            usual ? "y" : "n"
        );
        return answer.StartsWith('y') || answer.StartsWith('Y');
    }

    private async Task<int> NumberAsync(string question, string explanation, IReadOnlyList<string> choices, CancellationToken stopping)
    {
        Lines(question, explanation);
        for (var i = 0; i < choices.Count; i++) console.WriteLine($"  {i + 1}  {choices[i]}");
        var number = await TextAsync(
            "Number",
            "",
            text => Number(text, choices.Count) is null ? $"give a number from 1 to {choices.Count}" : null,
            stopping,
            "1"
        );
        return Number(number, choices.Count)!.Value - 1;
    }

    private async Task<HashSet<int>> NumbersAsync(
        string question, string explanation, List<string> choices, HashSet<int> usual, bool isRequired, CancellationToken stopping)
    {
        Lines(question, explanation);
        for (var i = 0; i < choices.Count; i++) console.WriteLine($"  {i + 1}  {choices[i]}");
        var numbers = await TextAsync(
            "Numbers, with commas between them",
            "",
            text => Numbers(text, choices.Count, isRequired) is null ? $"give numbers from 1 to {choices.Count}: 1,2" : null,
            stopping, string.Join(',', usual.Order().Select(index => index + 1)));
        return Numbers(numbers, choices.Count, isRequired)!;
    }

    private static HashSet<int>? Numbers(string text, int most, bool isRequired)
    {
        var words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var numbers = words.Select(word => Number(word, most)).ToList();
        return numbers.Contains(null) || (isRequired && numbers.Count == 0) ? null : [.. numbers.Select(number => number!.Value - 1)];
    }

    private async Task<HashSet<int>> RowsAsync(
        string question, string explanation, List<string> choices, HashSet<int> chosen, bool isRequired, CancellationToken stopping)
    {
        var at = 0;
        var hint =
            explanation.Length == 0 ? "Space takes or drops one, Enter ends." : $"{explanation} Space takes or drops one, Enter ends.";
        Cursor(isShown: false);
        try
        {
            while (true)
            {
                DrawRows(question, hint, [.. choices.Select((choice, index) => $"[{(chosen.Contains(index) ? 'x' : ' ')}] {choice}")], at);
                var key = await KeyAsync(stopping);
                if (key.Key == ConsoleKey.Enter && (chosen.Count > 0 || !isRequired)) return chosen;
                if (key.Key == ConsoleKey.Spacebar && !chosen.Remove(at)) chosen.Add(at);
                at = Moved(key, at, choices.Count);
            }
        }
        finally
        {
            region.Clear();
            Cursor(isShown: true);
        }
    }

    private static int Moved(ConsoleKeyInfo key, int at, int count) => key.Key switch
    {
        ConsoleKey.DownArrow => (at + 1) % count,
        ConsoleKey.UpArrow => (at + count - 1) % count,
        ConsoleKey.Home => 0,
        ConsoleKey.End => count - 1,
        _ => Number(key.KeyChar.ToString(), count) - 1 ?? at,
    };

    private async Task<int> RowAsync(string question, string explanation, IReadOnlyList<string> choices, CancellationToken stopping)
    {
        var at = 0;
        Cursor(isShown: false);
        try
        {
            while (true)
            {
                DrawRows(question, explanation, choices, at);
                var key = await KeyAsync(stopping);
                if (key.Key == ConsoleKey.Enter) return at;
                at = Moved(key, at, choices.Count);
            }
        }
        finally
        {
            region.Clear();
            Cursor(isShown: true);
        }
    }

    private void DrawRows(string question, string explanation, IReadOnlyList<string> choices, int at)
    {
        // The terminal's other rows: the question, its explanation, and the line behind.
        var room = Math.Max(1, console.Profile.Height - 4);
        var first = Math.Clamp(at - room + 1, 0, Math.Max(0, choices.Count - room));
        List<IReadOnlyList<Segment>> rows = [[new Segment(question, Bold)]];
        if (explanation.Length > 0) rows.Add([new Segment($"  {explanation}", Dim)]);
        for (var i = first; i < Math.Min(choices.Count, first + room); i++)
            rows.Add([new Segment(i == at ? $"> {i + 1}  {choices[i]}" : $"  {i + 1}  {choices[i]}", i == at ? Bold : Style.Plain)]);
        region.Draw([], rows);
    }

    private void DrawText(string question, string explanation, string text, string usual, string? wrong)
    {
        // The end of a text that is longer than the terminal is wide: there somebody types.
        var room = Math.Max(8, console.Profile.Width - 6);
        var shown = text.Length <= room ? text : $"…{text[^(room - 1)..]}";
        List<IReadOnlyList<Segment>> rows = [[new Segment(question, Bold)]];
        if (wrong is not null) rows.Add([new Segment($"  {wrong}", Bad)]);
        else if (explanation.Length > 0) rows.Add([new Segment($"  {explanation}", Dim)]);
        rows.Add([
            new Segment("> "),
            new Segment(shown),
            text.Length == 0 && usual.Length > 0 ? new Segment(usual, Dim) : new Segment("▏"),
        ]);
        region.Draw([], rows);
    }

    // On a plain terminal question and answer are there already.
    private void Done(string question, string answer)
    {
        if (IsPlain) return;
        region.Clear();
        console.Write(new Text(question, Bold));
        console.Write(new Text(answer.Length == 0 ? " later\n" : $" {answer}\n", answer.Length == 0 ? Dim : Style.Plain));
    }

    private void Lines(string question, string explanation)
    {
        console.WriteLine(question);
        if (explanation.Length > 0) console.WriteLine($"  {explanation}");
    }

    private void Edit(StringBuilder text, ConsoleKeyInfo key)
    {
        if (key.Key == ConsoleKey.Backspace)
        {
            if (text.Length == 0) return;
            text.Length -= text.Length > 1 && char.IsLowSurrogate(text[^1]) ? 2 : 1;
            if (IsPlain) console.Write("\b \b");
        }
        else if (key is { Key: ConsoleKey.U, Modifiers: ConsoleModifiers.Control })
        {
            text.Clear();
        }
        else if (!char.IsControl(key.KeyChar))
        {
            text.Append(key.KeyChar);
            if (IsPlain) console.Write(key.KeyChar.ToString());
        }
    }

    private async Task<ConsoleKeyInfo> KeyAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                if (await console.Input.ReadKeyAsync(intercept: true, stopping) is { } key) return key;
                stopping.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            region.Clear();
            throw;
        }
    }

    private void Cursor(bool isShown) => console.Cursor.Show(isShown);

    private static int? Number(string text, int most) =>
        int.TryParse(text, out var number) && number >= 1 && number <= most ? number : null;
}
