namespace BuildkiteCi.Tests.Pipelines.Shell;

/// <summary>Scripts to read: every construct by itself, good and bad, and whole ones as a CI has them.</summary>
internal static class ShellScripts
{
    /// <summary>One construct each.</summary>
    public static readonly string[] Constructs =
    [
        "if (( 1 )) then echo; fi",
        "if [[ x ]] then echo; fi",
        "echo \"${x:-it's}\"",
        "echo $(( $(if) ))",
        "echo $((if) )",
        "! ; echo",
        "case x in (esac) ;; esac",
        "case x in a|esac) ;; esac",
        "echo > 2> x",
        "[[ a =~ ; ]]",
        "[[ (a =~ ) ]]",
        "a=b >x c=(1)",
        ">x c=(1)",
        "coproc f (echo)",
        "(( if ))",
        "(( a ) )",
        "((a) )",
        "((a);(b))",
        "echo $[ $(if) ]",
        "echo ${x:-$(if)}",
        "echo ${x[$(if)]}",
        "x[$(if)]=3",
        "echo \"$(if)\"",
        "echo `if`",
        "echo \"`if`\"",
        "cat <(if)",
        "for ((;;)) { echo; }",
        "for ((a)); do echo; done",
        "for ((a;b;c)) do echo; done",
        "function f() { echo; }",
        "function f\n{ echo; }",
        "f() echo",
        "[[ 1<2 ]]",
        "[[ a ]]; ]]",
        "echo ]]",
        "]]",
        "{ echo; }}",
        "} ",
        "echo }",
        "time",
        "time -p",
        "time -- ls",
        "! ! ls",
        "ls | ! cat",
        "ls | time cat",
        "select x in a; do echo; done",
        "for a=b in c; do echo; done",
        "for x in 1>2; do :; done",
        "case a=b in c) ;; esac",
        "$x () { :; }",
        "a.b-c () { :; }",
        "\"a\" () { :; }",
        "echo a; ;",
        "echo a & ;",
        "echo &; ",
        "; echo",
        "&& echo",
        "if :; then fi",
        "()",
        "a=(1 (2))",
        "a=(1 ; 2)",
        "a=(if then # c\n)",
        "echo $(cat <<EOF)",
        "echo ${",
        "echo ${a}}",
        "echo $(",
        "echo $'a\\'b'",
        "coproc",
        "coproc ls",
        "{ }",
        "{}",
        "{echo}",
        "if",
        "done",
        "echo a |",
        "echo a &&",
        "let x=(1)",
        "export x=(1 2)",
        "command export x=(1)",
        "x=() y",
        "[[ ! ]]",
        "[[ -f x y ]]",
        "[[ -f ]]",
        "[[ a b ]]",
        "[[ a == @(b|c) ]]",
        "ls @(a|b)",
        "case x in @(a|b)) ;; esac",
        "[[ a && ]]",
        "[[ ]]",
        "[[ (a) ]]",
        "[[ ((a)) ]]",
        "echo <<< x",
        "echo <<<",
        "{fd}>x ls",
        "{fd[1]}>x",
        "ls 2>&-",
        "ls >&-x",
        "ls <&3-",
        "1a>x",
        "if ls; then echo; elif; then :; fi",
        "cat <<A\nx",
        "echo $(cat <<EOF\na\nEOF)",
        "cat <<A <<B\n1\nA\n2\nB",
        "cat <<'A B'\nx\nA B\n",
        "case x in a) echo;; b) echo ;& c) ;;& *) esac",
        "case x in\nesac",
        "for x\nin a b\ndo echo; done",
        "for x; do echo; done",
        "while :; do break; done <f >g",
        "f() ( : )",
        "f() [[ x ]]",
        "function f ( echo )",
        "echo a\\",
        "echo 'a",
        "echo \"a",
        "echo \"a`b\"",
        "echo a # it's",
        "echo a#'b",
        "x='a'\\''b'",
        "echo \"a\"'b'$'c'$\"d\"",
        "a[1]=2 b+=3 c[x y]=4",
        "[[ a =~ ^(b|c)+$ && -n x || ! ( y < z ) ]]",
        "[[\na\n&&\nb\n]]",
        "until false; do :; done",
        "ls &> x &>> y >| z <> w",
        "ls |& cat",
        "{ ls; } 2>&1 | cat",
        "(ls) > x",
        "ls $(\n\n)",
        "if true\nthen\n:\nelse\n:\nfi",
        "x() { case $1 in a) ;; esac; }",
        "echo ${x:-\"a }\"} ${y:-'}'} ${#x} ${!y*}",
        "echo $(( (1+2) * 3 )) $((x<<2))",
        "echo <(ls) >(cat)",
        "echo \\\n",
    ];

    /// <summary>Whole scripts.</summary>
    public static readonly string[] Whole =
    [
        """
        #!/bin/bash
        set -euo pipefail
        # Runs a command in the image; what the agent's environment holds goes along.
        HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
        source "${HERE}/settings.sh"
        image=${IMAGE:-"registry.example/ci:latest"}
        names=(HF_TOKEN "MODEL NAME" $EXTRA) # what is forwarded
        options=()
        for name in "${names[@]}"; do
          if [[ -n "${!name:-}" ]]; then
            options+=(-e "$name=${!name}")
          elif [ "$name" = "HF_TOKEN" ]; then
            echo "it's missing: $name" >&2
            exit 1
          fi
        done
        case "${MAC_VERSION:-mac14}" in
          mac14|v6) chips=1 ;;
          mac15*)   chips=$(( 2 * ${HOSTS:-1} )) ;;
          *)
            echo 'unknown' && exit 2
            ;;
        esac
        cat <<EOF > run.env
        chips=$chips
        date=$(date +%F)
        EOF
        docker run --rm "${options[@]}" -v "$PWD:/workspace" "$image" \
          bash -c "cd /workspace && python3 -m pytest -s tests/test_\${1}.py" -- "$@" 2>&1 | tee log.txt
        """,
        """
        function wait_for {
          local url="$1" tries=${2:-30}
          until curl -sf "$url" >/dev/null; do
            ((tries--)) || { echo "gave up: $url"; return 1; }
            sleep 1
          done
        }
        trap 'rm -f "$tmp"; kill "$server" 2>/dev/null || true' EXIT
        tmp=$(mktemp)
        serve --port 8000 & server=$!
        wait_for "http://localhost:8000/health" 60 || exit 3
        while IFS=, read -r model queue _; do
          [[ $model =~ ^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$ ]] || continue
          [[ $queue == mac_@(v14|v15)_*queue && ( -f $model.yml || ! -d out ) ]] && echo "$model" >> "$tmp"
        done < <(grep -v '^#' models.csv)
        for ((i = 0; i < 3; i++)); do echo "$i: ${list[i]:-none}"; done
        if ! grep -q x "$tmp" && [ $? -ne 0 ]; then echo "`wc -l < $tmp` lines"; fi
        printf '%s\n' "${models[@]/#/--model=}" | sort -u | xargs -r -n1 echo
        """,
        """
        steps() {
          cat <<-YAML | buildkite-agent pipeline upload
        	steps:
        	  - label: "${LABEL}"
        	    command: 'echo "$$HOME"'
        	YAML
        }
        (cd tests && { ls; pwd; }) | while read -r f; do echo "$f"; done
        declare -A seen=([a]=1 ["b c"]=2)
        x=${y:=$(echo "${z:-"deep \"er\""}")}; echo $'tab\there' $"text"
        select s in one two; do break; done </dev/null
        time -p sleep 0 && ! false || :
        a=1 b="2 3" env | grep -E '^(a|b)=' >&2
        """,
    ];
}
