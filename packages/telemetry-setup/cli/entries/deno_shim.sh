#!/bin/sh
# Stands first on PATH, as `deno`, of programs that opentelemetry-instrument starts: `deno serve` reads
# neither --preload nor NODE_OPTIONS, so it is given to the command again. Any other `deno` is
# executed as if this were not here, without this folder on its PATH: `--allow-run=deno` means the
# first one on it. Nothing but the shell's own words, so that it costs a millisecond.

own=${0%/*}
left=$PATH:
path=
real=
while [ -n "$left" ]; do
  folder=${left%%:*}
  left=${left#*:}
  case $folder in
    # By its name: another installation may have put its own there.
    */otel-deno-bin) continue ;;
  esac
  path=$path:$folder
  if [ -z "$real" ] && [ -f "${folder:-.}/deno" ] && [ -x "${folder:-.}/deno" ]; then
    real=${folder:-.}/deno
  fi
done
PATH=${path#:}
export PATH
if [ -z "$real" ]; then
  echo "deno: command not found" >&2
  exit 127
fi

value=
for word do
  if [ -n "$value" ]; then
    value=
    continue
  fi
  case $word in
    # The only options with a value that Deno takes before a subcommand.
    -L | --log-level) value=next ;;
    -*) ;;
    serve)
      [ -f "$own/instrument.js" ] || break
      exec "$real" run -A --no-config --no-lock "$own/instrument.js" "$real" "$@"
      ;;
    *) break ;;
  esac
done
exec "$real" "$@"
