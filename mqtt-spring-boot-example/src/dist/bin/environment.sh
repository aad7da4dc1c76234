# What start.sh and stop.sh agree on; they read it and have set $home.
# shellcheck shell=sh disable=SC2034,SC2154

run_dir=${MQTT_RUN_DIR:-$home/run}
log_dir=${MQTT_LOG_DIR:-$home/logs}
pid_file=$run_dir/broker.pid

# The broker writes this one when it serves, and removes it when it ends in an orderly way.
ready_file=$run_dir/broker.ready

say() {
	printf '%s\n' "$*"
}

# fail <exit code> <why>
fail() {
	code=$1
	shift
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit "$code"
}

# is_number <text>: whether it consists of digits
is_number() {
	case $1 in
		'' | *[!0-9]*) return 1 ;;
	esac
}

# The time in seconds.
now() {
	date +%s
}

# Waits a moment; a second, where sleep knows whole ones only.
pause() {
	sleep 0.2 2>/dev/null || sleep 1
}

# is_broker <process id>: whether that process is this broker, or is about to be. After a restart of the
# machine the number may be somebody else's, and a process that has ended has no command line any more.
is_broker() {
	if [ -r "/proc/$1/cmdline" ]; then
		command_line=$(tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline") || return 1
	else
		command_line=$(ps -p "$1" -o args= 2>/dev/null) || return 1
	fi
	case $command_line in
		*"$home/lib/"* | *"$home/bin/start.sh"*) return 0 ;;
	esac
	return 1
}

# Prints the process id of the broker, if it runs.
running_pid() {
	[ -r "$pid_file" ] || return 1
	pid=$(head -n 1 "$pid_file")
	is_number "$pid" && is_broker "$pid" && say "$pid"
}
