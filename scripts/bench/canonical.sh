#!/bin/sh
# The canonical job: add 50 new hires to 40 projects, 2,000 additions, in a plain nested loop, against a practice account that takes its
# time over every answer. Beside it a bare program that sends the 40 imports that this comes to, and one that waits until they show.
#
#   scripts/bench/canonical.sh [LATENCY] [RATE-LIMITS]     (80ms, off)
set -eu
latency=${1:-80ms}
limits=${2:-off}
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'kill $server 2>/dev/null || true; rm -rf "$dir"' EXIT
server=
(cd "$here/../.." && go build -o "$dir/accstar" . && go build -o "$dir/bare" ./scripts/bench/bare)
export XDG_CONFIG_HOME="$dir/c" XDG_STATE_HOME="$dir/s" XDG_DATA_HOME="$dir/d" HOME="$dir"
cp "$here/canonical.star" "$here/canonical_setup.star" "$dir"
cd "$dir"
./accstar run canonical_setup.star --profile practice --yes >setup.txt
./accstar practice show --json >seed.json

# serve begins the account anew.
serve() {
	if [ -n "$server" ]; then kill "$server"; wait "$server" 2>/dev/null || true; fi
	./accstar practice serve --seed seed.json --latency "$latency" --rate-limits "$limits" --json --log >served.json 2>served.log &
	server=$!
	while ! grep -q base_url served.json; do sleep 0.1; done
	value() { sed -n 's/.*"'"$1"'": *"\([^"]*\)".*/\1/p' served.json | head -1; }
	APS_BASE_URL=$(value base_url) APS_CLIENT_ID=$(value client_id) APS_CLIENT_SECRET=$(value client_secret)
	APS_ACCOUNT_ID=$(value account_id) APS_ADMIN_EMAIL=$(value admin_email)
	export APS_BASE_URL APS_CLIENT_ID APS_CLIENT_SECRET APS_ACCOUNT_ID APS_ADMIN_EMAIL
}

# writes counts the changes that the server has received since it began.
writes() { grep -c ' changes ' served.log || true; }

# job runs a playbook, and says how long it took and how many requests it sent that change something.
job() {
	name=$1
	shift
	serve
	began=$(date +%s.%N)
	./accstar run "$@" --yes --max-changes 3000 --json >result.json
	ended=$(date +%s.%N)
	field() { sed -n 's/^  "'"$1"'": "\([^"]*\)".*/\1/p' result.json | head -1; }
	apply=$(echo "$(date -d "$(field ended)" +%s.%N) - $(date -d "$(field started)" +%s.%N)" | bc)
	echo "$name: preview and apply $(echo "$ended - $began" | bc) s, apply $apply s, $(writes) write requests"
}

job "2,000 additions" canonical.star --ahead
# One by one, as many as the documented quota lets through at once: beyond that it is the quota's own time.
job "90 additions, --no-fuse" canonical.star --projects 2 --people 45 --ahead --no-fuse
job "90 additions, in order" canonical.star --projects 2 --people 45
serve
./bare -look <served.json | sed 's/^/bare: /'
