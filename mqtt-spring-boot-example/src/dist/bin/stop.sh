#!/bin/sh
# Stops the broker. --help says how.
set -u

usage() {
	cat <<'TEXT'
bin/stop.sh [--force]

Asks the broker to stop (SIGTERM), and returns when it has: it tells its clients, waits for them, and ends.
With --force it is killed if it has not ended in time; without, it never is.

STOP_TIMEOUT   how many seconds it may take (120)
MQTT_RUN_DIR   where the process id is kept (run beside bin)

exit code      0 it has ended, or was not running; 1 it was killed, or did not end in an orderly way;
               2 a wrong argument; 5 it has not ended yet, and goes on stopping
TEXT
}

# The directory above that of this script, whichever links lead here.
find_home() {
	script=$0
	while [ -L "$script" ]; do
		target=$(readlink "$script")
		case $target in
			/*) script=$target ;;
			*) script=$(dirname "$script")/$target ;;
		esac
	done
	CDPATH='' cd -P -- "$(dirname "$script")/.." && pwd -P
}

home=$(find_home) || exit 1
# shellcheck source=environment.sh
. "$home/bin/environment.sh"

# has_ended <seconds>: waits for that
has_ended() {
	deadline=$(($(now) + $1))
	while is_broker "$pid"; do
		[ "$(now)" -lt "$deadline" ] || return 1
		pause
	done
}

force=no
case ${1:-} in
	'') ;;
	--force) force=yes ;;
	-h | --help)
		usage
		exit 0
		;;
	*)
		usage >&2
		fail 2 "what is $1?"
		;;
esac
timeout=${STOP_TIMEOUT:-120}
is_number "$timeout" || fail 2 "STOP_TIMEOUT is $timeout, which is no number of seconds"

if ! pid=$(running_pid); then
	rm -f "$pid_file" "$ready_file"
	say "The broker is not running."
	exit 0
fi
kill -TERM "$pid" || fail 1 "process $pid cannot be asked to stop"
if ! has_ended "$timeout"; then
	[ "$force" = yes ] ||
		fail 5 "the broker still stops after $timeout s, as process $pid; wait for it, or kill it with --force"
	kill -KILL "$pid"
	has_ended 10 || fail 1 "process $pid cannot be killed"
	rm -f "$pid_file" "$ready_file"
	fail 1 "the broker did not end within $timeout s and was killed"
fi
rm -f "$pid_file"
if [ -e "$ready_file" ]; then
	rm -f "$ready_file"
	fail 1 "the broker has ended, but not in an orderly way"
fi
say "The broker has stopped."
