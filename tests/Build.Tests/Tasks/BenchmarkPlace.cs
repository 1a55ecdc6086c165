namespace Build.Tests.Tasks;

/// <summary>A workplace with a case, a stand-in <c>vllm</c> and a <c>docker</c> that keeps what it starts away from anybody who started it,
/// as the real one does.</summary>
internal sealed class BenchmarkPlace : IDisposable
{
    private readonly Workplace place = new();

    public BenchmarkPlace(params (string Name, string Value)[] variables)
    {
        var environment = variables
            .Concat([("INPUT_LEN", "8"), ("OUTPUT_LEN", "4"), ("STAND_IN_PIDS", PidFile)])
            .Select(pair => $"\"{pair.Item1}\": \"{pair.Item2}\"");
        place.Write("case.json", $$"""
            { "benchmark_cases": [ {
                "case_name": "Qwen3-4B", "ci_queue": ["tpu_v6e_queue"], "env": { {{string.Join(", ", environment)}} },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "Qwen/Qwen3-4B", "port": {{FreePort.Find()}} } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "Qwen/Qwen3-4B", "percentile-metrics": "e2el", "num-prompts": 100 } } } ] }
            """);
        place.Script("vllm", $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "Dummy.dll")}' vllm \"$@\"");
        place.Script("tpu-info", "");
        place.Script("docker", $$"""
            printf '%s\n' "$*" >> '{{CallFile}}'
            case $1 in
                run)
                    name=$4
                    while [ "$1" != bash ]; do
                        case $2 in *:/results) results=${2%:/results} ;; esac
                        if [ "$1" = --env ]; then set -- "$@" "$2=${!2-}"; fi
                        shift
                    done
                    script=${4//\/results/$results}
                    shift 4
                    touch '{{place.Root}}/container-'"$name"
                    env -i "$@" CONTAINER="$name" PATH="$PATH" HOME="$HOME" setsid --wait bash -e -c "$script"
                    status=$?
                    rm '{{place.Root}}/container-'"$name"
                    exit $status
                    ;;
                rm)
                    kill -KILL $(grep -lsaxz "CONTAINER=$4" /proc/[0-9]*/environ | cut -d/ -f3) 2>/dev/null
                    rm -f '{{place.Root}}/container-'"$4"
                    ;;
            esac
            """);
    }

    public Workplace Workplace => place;

    /// <summary>What docker was asked for, a line each.</summary>
    public string[] Calls => File.Exists(CallFile) ? File.ReadAllLines(CallFile) : [];

    /// <summary>The containers that are there.</summary>
    public string[] Containers => Directory.GetFiles(place.Root, "container-*");

    /// <summary>The processes that the server started, itself included.</summary>
    public int[] ServerProcesses => File.Exists(PidFile) ? [.. File.ReadAllLines(PidFile).Select(int.Parse)] : [];

    private string PidFile => Path.Combine(place.Root, "pids");

    private string CallFile => Path.Combine(place.Root, "calls");

    /// <summary>The options of a run of the case.</summary>
    public static string[] Options(string runner, params string[] more) => ["--case-file=case.json", $"--runner={runner}", .. more];

    public void Dispose() => place.Dispose();
}
