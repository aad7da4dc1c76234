#!/bin/sh
# Starts the broker. --help says how.
set -u

usage() {
	cat <<'TEXT'
bin/start.sh [--foreground] [argument of the application ...]

Starts the broker in the background, and returns when it serves. With --foreground (or console) it takes
the place of this shell and writes its log to the standard output: for systemd, for containers, for a look.

JAVA_HOME      the Java to use, 17 or newer; otherwise the java on the PATH
JAVA_OPTS      flags of the virtual machine; they come after those of this script, and win
START_TIMEOUT  how many seconds a start may take (60)
MQTT_LOG_DIR   where the log is (logs beside bin)
MQTT_RUN_DIR   where the process id is kept (run beside bin)

exit code      0 it serves; 1 it did not start, the log says why; 2 a wrong argument; 3 it runs already;
               4 no Java, or one that is too old; 5 it does not serve yet, and goes on starting
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

oldest_java=17
jar=$home/lib/mqtt-spring-boot-example.jar
log_file=$log_dir/broker.log
# what the virtual machine itself has to say
console_file=$log_dir/console.log

# Sets $java.
find_java() {
	if [ -n "${JAVA_HOME:-}" ]; then
		java=$JAVA_HOME/bin/java
		[ -x "$java" ] || fail 4 "JAVA_HOME is $JAVA_HOME, and there is no bin/java in it"
	else
		java=$(command -v java) ||
			fail 4 "no Java found: set JAVA_HOME, or put java on the PATH; it takes Java $oldest_java or newer"
	fi
	version=$("$java" -version 2>&1) || fail 4 "$java does not run: $version"
	major=$(say "$version" | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9][0-9]*\).*/\2/p' | head -n 1)
	is_number "$major" || fail 4 "$java does not say its version: $version"
	[ "$major" -ge "$oldest_java" ] || fail 4 "$java is Java $major; it takes Java $oldest_java or newer"
}

refuse_a_second_one() {
	# the first process of a container has the same number each time
	if pid=$(running_pid) && [ "$pid" != "$$" ]; then
		fail 3 "the broker runs already, as process $pid"
	fi
}

make_directory() {
	mkdir -p "$1" || fail 1 "$1 cannot be made"
	[ -w "$1" ] || fail 1 "$1 cannot be written"
}

# Becomes the broker.
foreground() {
	find_java
	make_directory "$run_dir"
	refuse_a_second_one
	rm -f "$pid_file" "$ready_file"
	# noclobber: of two that start at once, one writes
	(set -C && say $$ >"$pid_file") 2>/dev/null || fail 3 "another start has written $pid_file"
	# ./config/application.yml and files that it names are looked for here
	cd "$home" || exit 1
	# shellcheck disable=SC2086 # JAVA_OPTS are several words
	exec "$java" --enable-native-access=ALL-UNNAMED -XX:+ExitOnOutOfMemoryError \
		-XX:+HeapDumpOnOutOfMemoryError "-XX:HeapDumpPath=$log_dir" ${JAVA_OPTS:-} \
		-jar "$jar" "--spring.pid.file=$ready_file" "$@"
}

# failed <exit code>: says why it did not start
failed() {
	rm -f "$pid_file"
	say "The broker did not start (exit code $1). What it said:" >&2
	tail -n 20 "$console_file" >&2
	[ ! -e "$log_file" ] || tail -n "+$((lines_before + 1))" "$log_file" | tail -n 40 >&2
	[ "$1" -ne 3 ] || exit 3
	exit 1
}

background() {
	timeout=${START_TIMEOUT:-60}
	is_number "$timeout" || fail 2 "START_TIMEOUT is $timeout, which is no number of seconds"
	find_java
	make_directory "$run_dir"
	make_directory "$log_dir"
	refuse_a_second_one
	rm -f "$ready_file"
	lines_before=0
	[ ! -e "$log_file" ] || lines_before=$(wc -l <"$log_file")
	nohup "$home/bin/start.sh" --foreground "--logging.file.name=$log_file" --logging.console.enabled=false \
		"$@" </dev/null >"$console_file" 2>&1 &
	child=$!
	deadline=$(($(now) + timeout))
	until [ -e "$ready_file" ]; do
		if ! kill -0 "$child" 2>/dev/null; then
			status=0
			wait "$child" || status=$?
			failed "$status"
		fi
		[ "$(now)" -lt "$deadline" ] ||
			fail 5 "the broker does not serve after $timeout s, and goes on starting as process $child; see $log_file"
		pause
	done
	say "The broker serves, as process $child. Its log is $log_file."
}

case ${1:-} in
	--foreground | console)
		shift
		foreground "$@"
		;;
	-h | --help)
		usage
		;;
	'' | --*=*)
		background "$@"
		;;
	*)
		usage >&2
		fail 2 "what is $1?"
		;;
esac
