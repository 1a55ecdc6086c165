using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Tells which container image tests run in, from the script that starts a container for most pipelines.</summary>
internal static partial class ImageDetection
{
    // Variables of variables; a circle ends here.
    private const int MostSteps = 6;
    private static readonly ImmutableArray<string> Engines = ["docker", "podman"];

    // Options of the engine's run that have no value of their own.
    private static readonly ImmutableHashSet<string> Switches =
    [
        "--rm",
        "--detach",
        "--init",
        "--interactive",
        "--tty",
        "--privileged",
        "--read-only",
        "--publish-all",
        "--no-healthcheck",
        "--oom-kill-disable",
        "--quiet", "--disable-content-trust",
    ];

    /// <summary>The image without its tag, or the question to be answered; neither where no script starts a container.</summary>
    public static ((string Image, SourceLocation Place)? Image, Question? Question) Of(ScriptText text)
    {
        var starts = text.Files.Where(file => file.Path.EndsWith(".sh", StringComparison.Ordinal))
            .Select(file => (Script: file, Images: Started(file), Uses: UsesOf(file, text)))
            .Where(one => one is { Uses: > 0, Images.Length: > 0 }).ToArray();
        if (starts.Length == 0) return default;
        var (script, images, _) = starts.OrderByDescending(one => one.Uses).First();
        var named =
        (
            from image in images
            from written in Texts(image.Text, script.Text, MostSteps)
            let repository = Repository(written)
            where IsImage(repository)
            select (Repository: repository, image.Place)
        ).DistinctBy(one => one.Repository).ToArray();
        if (named.Length == 1) return ((named[0].Repository, named[0].Place), null);
        var what = named.Length == 0
            ? $"the image '{images[0].Text}' is set by something that this script does not tell"
            : $"containers of {string.Join(" and ", named.Select(one => $"'{one.Repository}'"))} are started";
        var place = named.Length == 0 ? images[0].Place : named[0].Place;
        return (null, new Question(place, $"{what}; in which image do tests run? Write it as 'testing.container.image', without its tag"));
    }

    // Pipelines whose steps start the script.
    private static int UsesOf(SourceFile script, ScriptText text)
    {
        var name = Path.GetFileName(script.Path);
        return text.Files.Count(file =>
            Path.GetExtension(file.Path) is ".yml" or ".yaml" && file.Text.Contains(name, StringComparison.Ordinal)
        );
    }

    private static (string Text, SourceLocation Place)[] Started(SourceFile script) =>
    [
        .. from command in ShellWalk.Commands(ShellScript.Parse(script.Text).Commands)
           let words = command.Words.SkipWhile(word => word.Literal is "sudo").ToArray()
           where words is [{ Literal: { } engine }, { Literal: "run" }, ..] && Engines.Contains(engine)
           let image = ImageOf(words[2..], script.Text)
           where image is not null
           select (Written(image, script.Text), new SourceLocation(script.Path, script.Text.AsSpan(0, image.Start).Count('\n') + 1, 0)),
    ];

    // The first word that is neither an option nor an option's value. Arrays, what is there if another variable is, and variables called
    // like options are expanded to options.
    private static Word? ImageOf(Word[] words, string script)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word.Literal is { } text && text.StartsWith('-'))
            {
                var areLetters = text.Length > 1 && text[1] != '-' && text[1..].All(letter => "itdPq".Contains(letter));
                if (!text.Contains('=') && !Switches.Contains(text) && !areLetters) i++;
            }
            else if (!Options().IsMatch(script[word.Start..word.End])) return word;
        }

        return null;
    }

    private static string Written(Word word, string script) => script[word.Start..word.End].Trim('"', '\'');

    // What a text may come to by the assignments of its script.
    private static IEnumerable<string> Texts(string text, string script, int steps)
    {
        if (steps == 0 || Expansion().Match(text) is not { Success: true } found) return [text];
        var name = found.Groups["name"].Value;
        string[] values =
        [
            .. from assigned in Assigned().Matches(script)
               where assigned.Groups["name"].Value == name
               let value = assigned.Groups["value"].Value.Trim('"', '\'')
               where !value.Contains($"${name}", StringComparison.Ordinal) && !value.Contains($"${{{name}", StringComparison.Ordinal)
               select value,
        ];
        if (values.Length == 0 && found.Groups["default"] is { Success: true } usual) values = [usual.Value.Trim('"')];
        // An unknown variable stays, in a form that is not looked up again.
        if (values.Length == 0) values = [$"\0{name}\0"];
        return values.SelectMany(value => Texts(text[..found.Index] + value + text[(found.Index + found.Length)..], script, steps - 1));
    }

    private static string Repository(string image) =>
        image.LastIndexOf(':') is > 0 and var at && at > image.LastIndexOf('/') ? image[..at] : image;

    private static bool IsImage(string text) => Image().IsMatch(text);

    [GeneratedRegex(
        """\$\{(?<name>\w+)(:?-(?<default>[^{}]*))?\}|\$(?<name>[A-Za-z_]\w*)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Expansion();

    [GeneratedRegex(
        @"\[[@*]\]|:?\+|\$\{?\w*(?:OPT|ARG|FLAG|MOUNT|ENV|VOLUME)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Options();

    [GeneratedRegex(
        """(?m)^\s*(?:(?:export|local|readonly|declare)\s+)*(?<name>\w+)=(?<value>"[^"\n]*"|'[^'\n]*'|[^\s;#&|"']+)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Assigned();

    [GeneratedRegex(
        @"\A[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::\d+)?(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Image();
}
