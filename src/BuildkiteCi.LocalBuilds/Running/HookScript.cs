namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>What a script of hooks begins with. Bash as old as 3.2 runs it.</summary>
internal static class HookScript
{
    /// <summary>
    /// Variables and functions: <c>hook TITLE FILE VARIABLE=VALUE…</c> runs a hook and takes over what it left; <c>run COMMAND…</c> runs
    /// the step's command; <c>status</c> is the job's exit status so far, <c>commanded</c> is empty until a command was run.
    /// </summary>
    public const string Functions = """
        status=0
        commanded=''
        written=$(mktemp -d)
        trap 'rm -rf "$written"' EXIT
        trap : TERM INT
        command=$BUILDKITE_COMMAND

        # What a hook left: its folder, and its variables, those that are gone included.
        take() {
          local folder='' pair name seen=' '
          [ -s "$written/left" ] || return 0
          while IFS= read -r -d '' pair; do
            if [ -z "$folder" ]; then folder=$pair; continue; fi
            name=${pair%%=*}
            seen="$seen$name "
            case $name in
              _ | SHLVL | PWD | OLDPWD | BUILDKITE_PLUGIN_* | BASH_FUNC_*) ;;
              *[!A-Za-z0-9_]*) ;;
              *) export "$name=${pair#*=}" ;;
            esac
          done <"$written/left"
          for name in $(compgen -e); do
            case $seen in *" $name "*) ;; *) unset "$name" ;; esac
          done
          cd "$folder" || return 1
        }

        # hook TITLE FILE VARIABLE=VALUE...
        hook() {
          local title=$1 file=$2 first=''
          shift 2
          printf '~~~ Running %s hook\n' "$title"
          rm -f "$written/left"
          IFS= read -r first <"$file" || true
          case $first in
            '#!'*sh | '#!'*sh\ * | [!#]* | '' | '# '* | '##'*)
              env "$@" BUILDKITECI_LEFT="$written/left" bash -c '
                left=$BUILDKITECI_LEFT
                unset BUILDKITECI_LEFT
                trap '\''{ printf "%s\0" "$PWD"; env -0; } >"$left"'\'' EXIT
                . "$1"' "$file" "$file" ;;
            *) env "$@" "$file" ;;
          esac
          local ended=$?
          take
          export BUILDKITE_LAST_HOOK_EXIT_STATUS=$ended
          return "$ended"
        }

        # The command of the step, unless a hook has put another one into its place.
        run() {
          if [ "$BUILDKITE_COMMAND" != "$command" ]; then bash -e -c "$BUILDKITE_COMMAND"; else "$@"; fi
        }

        """;
}
