using BuildkiteCi.Builds.Local;
using BuildkiteCi.World;

// A real process for tests: what it does is its first argument.
return args switch
{
    ["print", var count] => Print(int.Parse(count)),
    ["echo", ..] => Echo(args[1..]),
    ["environment", var name] => Echo([Environment.GetEnvironmentVariable(name) ?? "(unset)"]),
    ["copy-input"] => CopyInput(),
    ["exit", var status] => int.Parse(status),
    ["hang"] => Hang(),
    ["set-meta-data", var state, var prefix, var count] => await SetMetaDataAsync(state, prefix, int.Parse(count)),
    _ => 64,
};

static int Print(int count)
{
    for (var line = 1; line <= count; line++)
    {
        var writer = line % 2 == 0 ? Console.Error : Console.Out;
        writer.WriteLine($"line {line}");
    }

    return 0;
}

static int Echo(string[] words)
{
    foreach (var word in words) Console.Out.WriteLine(word);
    return 0;
}

static int CopyInput()
{
    Console.Out.Write(Console.In.ReadToEnd());
    return 0;
}

static int Hang()
{
    Console.Out.WriteLine(Environment.ProcessId);
    Thread.Sleep(Timeout.Infinite);
    return 0;
}

static async Task<int> SetMetaDataAsync(string state, string prefix, int count)
{
    var build = new LocalBuild(state, new DiskFileTree(state), TimeProvider.System);
    for (var number = 0; number < count; number++) await build.SetMetaDataAsync($"{prefix}-{number}", $"{number}", CancellationToken.None);
    return 0;
}
