# Makes the project's own Python environment and keeps it current. To be sourced; needs $root.
# Afterwards $env is the folder of the environment.

. "$root/script/lib/packages.sh"

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

# set_up [EXTRA...]: everything `python -m burnbreak` needs, and the named extras of pyproject.toml.
set_up() {
    choose_env
    ! is_current base "$@" || return 0
    find_python
    install_libraries "$python" "$venv_package"
    wait_for_others
    is_current base "$@" || install_project "$@"
    exec 9<&-
}

# The environment lies beside the scripts; a checkout that cannot be written gets one in the user's data.
choose_env() {
    env=$root/.venv
    if [ -w "$root" ] && { [ ! -e "$env" ] || [ -w "$env" ]; }; then return 0; fi
    is_current base || env=${XDG_DATA_HOME:-$HOME/.local/share}/burnbreak/venv
}

# A stamp holds what its part was made from; cksum, because every POSIX system has it.
stamp_now() {
    printf '%s | %s | %s\n' "$(cksum <"$root/pyproject.toml")" "$("$env/bin/python" -V 2>&1)" "$root"
}

is_current() {
    [ -x "$env/bin/python" ] || return 1
    now=$(stamp_now)
    for part in "$@"; do
        [ -f "$env/.set-up-$part" ] || return 1
        read -r then <"$env/.set-up-$part" || return 1
        [ "$then" = "$now" ] || return 1
    done
}

# Sets $python to the newest suitable interpreter, preferring one that can make an environment at once,
# and $venv_package to the Debian package that lets it.
find_python() {
    python='' venv_package=''
    for name in python3.13 python3.12 python3.11 python3; do
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        if "$name" -c 'import ensurepip, venv' 2>/dev/null; then
            python=$name venv_package=''
            return 0
        fi
        [ -n "$python" ] || python=$name
    done
    [ -n "$python" ] || stop "burnbreak needs Python 3.11 or later, and none was found. Install it, then run this again."
    venv_package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
}

# Two first starts at once would write into one folder; the file is only a thing to hold on to.
wait_for_others() {
    exec 9<"$root/pyproject.toml"
    command -v flock >/dev/null 2>&1 || return 0
    flock -n 9 2>/dev/null && return 0
    say "Another set-up is under way; waiting for it ..."
    flock 9 || :
}

# pip comes second, so that .setting-up already stands when it may be half written.
make_environment() {
    mkdir -p "$env" && "$python" -m venv --clear --without-pip "$env" && : >"$env/.setting-up" &&
        "$env/bin/python" -m ensurepip --default-pip >"$env/set-up.log" 2>&1
}

# .setting-up remains where this was cut off: what was half written then is made anew.
install_project() {
    if [ -f "$env/.set-up-base" ]; then
        say "Bringing Python packages up to date ..."
    else
        say "Setting up Python packages (about 300 MB, once) ..."
    fi
    if [ -f "$env/.setting-up" ] || ! "$env/bin/python" -m pip --version >/dev/null 2>&1; then
        make_environment ||
            stop "The Python environment could not be made in $env: check the free disk space, then run this again."
    fi
    : >"$env/.setting-up"
    extras=$(IFS=,; printf '%s' "$*")
    rm -rf "$env"/lib/python3*/site-packages/shiboken6/files.dir
    if ! (cd "$root" && "$env/bin/python" -m pip install --quiet --disable-pip-version-check \
        --editable ".${extras:+[$extras]}") >"$env/set-up.log" 2>&1; then
        rm -f "$env/.setting-up"
        sed -n 's/^ *ERROR: /pip: /p' "$env/set-up.log" | tail -n 1 >&2
        stop "The Python packages could not be installed: check the network and the free disk space, then run this again (details: $env/set-up.log)."
    fi
    unpack_shiboken
    for part in base "$@"; do stamp_now >"$env/.set-up-$part"; done
    rm -f "$env/.setting-up"
}

# Qt's bindings compile a package of their own at every start, a seventh of all that a start takes. Their switch
# SBK_EMBED=0 unpacks it, once, to where Python keeps it compiled. Only a gain: without it everything works, too.
unpack_shiboken() {
    (unset PYTHONDONTWRITEBYTECODE; SBK_EMBED=0 "$env/bin/python" -P -c 'import PySide6.QtCore') \
        >>"$env/set-up.log" 2>&1 || :
}
