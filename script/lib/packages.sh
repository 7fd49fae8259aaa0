# Names and installs missing system packages. To be sourced after `say` and `stop` are there, with $root set.

# install_libraries PYTHON [PACKAGE...]: the libraries burnbreak needs, and the packages named.
install_libraries() {
    interpreter=$1
    shift
    [ "$(uname)" = Linux ] || return 0
    manager=$(package_manager)
    needed=$("$interpreter" "$root/script/lib/missing_libraries.py" needed "$manager")
    wanted=$("$interpreter" "$root/script/lib/missing_libraries.py" wanted "$manager")
    install_packages "$needed $*" "$wanted"
}

package_manager() {
    for manager in apt-get dnf pacman zypper; do
        if command -v "$manager" >/dev/null 2>&1; then
            printf '%s\n' "$manager"
            return 0
        fi
    done
    printf 'none\n'
}

# install_packages NEEDED WANTED: two lists of words; without the needed ones there is no going on.
install_packages() {
    needed=$(squeeze "$1") wanted=$(squeeze "$2")
    all=$(squeeze "$needed $wanted")
    [ -n "$all" ] || return 0
    [ "$(package_manager)" = apt-get ] || { explain "$(install_line) $all"; return 0; }
    if [ "$(id -u)" -eq 0 ]; then root_by=''
    elif command -v sudo >/dev/null 2>&1; then root_by=sudo
    else
        all=$(choose_names "$all")
        explain "as root: $(install_line) $all"
        return 0
    fi
    log=$(mktemp)
    if [ -z "${lists_read-}" ]; then
        say "Reading the list of system packages ..."
        $root_by apt-get update -qq >"$log" 2>&1 || :
        lists_read=yes
    fi
    all=$(choose_names "$all")
    # shellcheck disable=SC2086
    set -- $all
    say "Installing $# system packages: $all ..."
    if $root_by env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1
    then
        rm -f "$log"
    else
        grep '^E:' "$log" >&2 || tail -n 1 "$log" >&2
        explain "${root_by:+$root_by }$(install_line) $all"
    fi
}

# explain LINE: what the user can type; ends here if something needed is missing.
explain() {
    if [ -n "$needed" ]; then
        say "System packages are missing. Install them, then run this again:"
        stop "  $1"
    fi
    say "Some system packages would add to this (sound, for one); going on without. To install them:"
    say "  $1"
}

install_line() {
    case $(package_manager) in
    apt-get) printf 'apt-get install -y --no-install-recommends' ;;
    dnf) printf 'sudo dnf install' ;;
    pacman) printf 'sudo pacman -S --needed' ;;
    zypper) printf 'sudo zypper install' ;;
    none) printf 'the packages that hold' ;;
    esac
}

# Debian and Ubuntu renamed some packages: of "new|old" the new one is taken where apt knows it.
choose_names() {
    chosen=''
    for name in $1; do
        case $name in
        *'|'*)
            new=${name%%|*}
            if apt-cache show "$new" >/dev/null 2>&1; then name=$new; else name=${name#*|}; fi
            ;;
        esac
        chosen="$chosen $name"
    done
    squeeze "$chosen"
}

# One space between words, none around, each word once.
squeeze() {
    words=''
    for word in $1; do
        case " $words " in *" $word "*) ;; *) words="$words${words:+ }$word" ;; esac
    done
    printf '%s' "$words"
}
