# A desktop of the tests' own: X server, session bus, empty home. To be sourced after setup.sh.

# Each command with the Debian package that brings it.
test_tools='Xvfb=xvfb xvfb-run=xvfb xauth=xauth dbus-run-session=dbus-daemon pulseaudio=pulseaudio pactl=pulseaudio-utils
    xdotool=xdotool xfwm4=xfwm4 openbox=openbox gnome-keyring-daemon=gnome-keyring strace=strace
    pipewire=pipewire pw-record=pipewire-bin wireplumber=wireplumber gst-launch-1.0=gstreamer1.0-tools
    desktop-file-validate=desktop-file-utils'
# Each file, under a library folder, with its package.
test_files='alsa-lib/libasound_module_pcm_pulse.so=libasound2-plugins faketime/libfaketime.so.1=libfaketime
    gstreamer-1.0/libgstpipewire.so=gstreamer1.0-pipewire gstreamer-1.0/libgstvideotestsrc.so=gstreamer1.0-plugins-base
    dist-packages/gi/__init__.py=python3-gi'

install_test_tools() {
    absent=''
    for pair in $test_tools; do
        command -v "${pair%%=*}" >/dev/null 2>&1 || absent="$absent $pair"
    done
    for pair in $test_files; do
        has_library_file "${pair%%=*}" || absent="$absent $pair"
    done
    [ -n "$absent" ] || return 0
    programs='' packages=''
    for pair in $absent; do
        programs="$programs ${pair%%=*}" packages="$packages ${pair#*=}"
    done
    if [ "$(package_manager)" = apt-get ]; then
        install_packages "$packages" ''
    else
        say "The tests use these programs and files, which are missing:$programs"
    fi
}

has_library_file() {
    for folder in /usr/lib/*/ /usr/lib64/ /usr/lib/; do
        [ ! -e "$folder$1" ] || return 0
    done
    return 1
}

# Hides the caller's home, desktop and sound server; the empty home goes when the script ends.
enter_empty_home() {
    unset DISPLAY WAYLAND_DISPLAY XAUTHORITY XDG_CURRENT_DESKTOP XDG_SESSION_TYPE XDG_SESSION_DESKTOP XDG_SESSION_ID \
        DESKTOP_SESSION SESSION_MANAGER GNOME_DESKTOP_SESSION_ID KDE_FULL_SESSION XDG_ACTIVATION_TOKEN DESKTOP_STARTUP_ID \
        DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS PULSE_SERVER PULSE_RUNTIME_PATH PULSE_SINK PULSE_SOURCE \
        PIPEWIRE_REMOTE PIPEWIRE_RUNTIME_DIR QT_QPA_PLATFORM QT_QPA_PLATFORMTHEME QT_STYLE_OVERRIDE QT_SCALE_FACTOR \
        QT_SCREEN_SCALE_FACTORS QT_ENABLE_HIGHDPI_SCALING QT_FONT_DPI QT_PLUGIN_PATH QT_LOGGING_RULES \
        PYTHONPATH PYTEST_ADDOPTS XDG_DATA_DIRS XDG_CONFIG_DIRS FLATPAK_ID APPIMAGE
    empty=$(mktemp -d "${TMPDIR:-/tmp}/burnbreak-test.XXXXXX")
    trap 'rm -rf "$empty"' EXIT
    trap 'exit 130' INT TERM HUP
    export HOME="$empty" LC_ALL=C.UTF-8
    export XDG_CONFIG_HOME="$empty/.config" XDG_DATA_HOME="$empty/.local/share" XDG_STATE_HOME="$empty/.local/state"
    export XDG_CACHE_HOME="$empty/.cache" XDG_RUNTIME_DIR="$empty/run"
    export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$empty/no-system-bus"
    mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
    mkdir -m 700 "$XDG_RUNTIME_DIR"
}

# in_desktop COMMAND...: runs it under an X server and a session bus that end with it. Without -noreset the server
# begins anew, deaf for a moment, whenever its last client leaves; a real session always has one.
in_desktop() {
    QT_QPA_PLATFORM=xcb xvfb-run -a -s '-screen 0 1280x800x24 -noreset' dbus-run-session -- "$@"
}
