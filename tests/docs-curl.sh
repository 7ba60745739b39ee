#!/usr/bin/env bash
# Runs the commands of docs/simulator-for-other-languages.md (its blocks marked `bash`, in their order, in one shell) against the
# simulator that samples/Simulator has built; each must succeed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=${SIMULATOR:-$root/samples/Simulator/bin/Debug/net10.0/Simulator.dll}
page=$root/docs/simulator-for-other-languages.md
work=$(mktemp -d)
trap 'kill "$simulator" 2>/dev/null || true; rm -rf "$work"' EXIT

dotnet "$program" --port 0 --fast >"$work/printed.txt" 2>&1 &
simulator=$!
for _ in $(seq 200); do
  grep -q '^A browser' "$work/printed.txt" && break
  kill -0 "$simulator" || { cat "$work/printed.txt"; exit 1; }
  sleep 0.1
done
printed() { awk -v name="$1" '$1 == name { print $2 }' "$work/printed.txt"; }
export ENDPOINT PROJECT TOKEN
ENDPOINT=$(printed endpoint) PROJECT=$(printed project) TOKEN=$(printed token)

awk '/^```bash$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$page" >"$work/commands.sh"
blocks=$(grep -c '^```bash$' "$page")
[ "$blocks" -ge 5 ] || { echo "only $blocks blocks in $page"; exit 1; }
(cd "$work" && timeout 60 bash -euo pipefail -x commands.sh)

# What the page says is printed, is printed; and the simulator saw what the commands ask for.
for name in endpoint project access secret token; do
  [ -n "$(printed "$name")" ] || { echo "the simulator does not print its $name"; exit 1; }
done
for operation in Create Get Stop Delete; do
  grep -q " $operation " "$work/printed.txt" || { echo "no $operation reached the simulator"; exit 1; }
done
kill -TERM "$simulator"
wait "$simulator" || { echo "the simulator ended with $?"; exit 1; }
echo "docs-curl: $blocks blocks of commands ran"
