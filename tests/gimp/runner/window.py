# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the windows of GIMP and the plug-in as a person does, through the accessibility tree."""

import os
import subprocess
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from processes import PLUG_IN, running_plug_ins  # noqa: E402


def children(node):
    return [node.get_child_at_index(i) for i in range(node.get_child_count())]


def find(node, role, matches):
    """The first node below `node` with that role whose name fits, or None."""
    if node is None:
        return None
    try:
        if node.get_role_name() == role and matches(node.get_name()):
            return node
        for child in children(node):
            found = find(child, role, matches)
            if found is not None:
                return found
    except GLib.Error:
        pass  # The window has changed in the meantime.
    return None


def wait_for(what, answer, seconds=30):
    """Asks again and again until there is an answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = answer()
        if result:
            return result
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen within {seconds} s")


def applications():
    # A window that is gone must not be found in a cache, and a program that was asked something while
    # it ended can stay in the list.
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    found = {}
    for application in children(desktop):
        try:
            if Path(f"/proc/{application.get_process_id()}").exists():
                found[application.get_name()] = application
        except (GLib.Error, AttributeError):
            pass
    return found


def entry(menu, matches):
    """The entry of a menu or menu bar whose name fits, or None."""
    try:
        return next((child for child in children(menu) if matches(child.get_name())), None)
    except (AttributeError, GLib.Error):
        return None  # There is no such menu, or it has changed in the meantime.


def gimp_menu_item(*path):
    """A menu item of GIMP's image window; the last name may be only the beginning.

    Looks only where it must: GIMP can crash when widgets are listed that are about to go."""
    def search():
        node = find(applications().get("gimp"), "menu bar", lambda _: True)
        for name in path[:-1]:
            node = entry(node, lambda text, name=name: text == name)
        return entry(node, lambda text: text.startswith(path[-1]))
    return wait_for(f"menu item {path}", search)


def is_enabled(node):
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def click(node):
    node.get_action_iface().do_action(0)


def close_welcome():
    """Closes GIMP's greeting to new users, which lies above its window."""
    greeting = find(applications().get("gimp"), "dialog", lambda name: name.startswith("Welcome"))
    if greeting is not None:
        press(greeting, "Close")
        wait_for("closing the greeting", lambda: find(
            applications().get("gimp"), "dialog", lambda name: name.startswith("Welcome")) is None)


def gimp_message():
    """The dialog in which GIMP shows a message. Looks only at GIMP's windows, as gimp_menu_item."""
    def search():
        return entry(applications().get("gimp"), lambda name: name.endswith("Message"))
    return wait_for("a message", search)


def close_messages():
    """Closes the dialogs in which GIMP shows messages that do not fit into its status bar."""
    def message():
        return entry(applications().get("gimp"), lambda name: name.endswith("Message"))
    for _ in range(5):
        node = message()
        if node is None:
            return
        press(node, "OK")


def xdotool(*words):
    """Does something with mouse, keys or windows; returns what xdotool says."""
    return subprocess.run(["xdotool", *map(str, words)], check=True, capture_output=True, text=True,
                          timeout=20).stdout


def window_numbers(pattern):
    """X's numbers of the windows that are seen and whose title fits."""
    # It fails where there is none.
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", pattern],
                           check=False, capture_output=True, text=True, timeout=20)
    return found.stdout.split()


def context_menu(node, place):
    """Opens the context menu of a place in GIMP's window and returns it."""
    click_with_mouse(node, 3)

    def opened():
        for window in children(applications()["gimp"]):
            if window.get_role_name() == "window":
                return find(window, "menu", lambda _: True)
        return None
    return wait_for(f"the context menu of {place}", opened)


def click_with_mouse(node, button):
    """Clicks where it is on the screen; the mouse stays there. Button 3 opens its context menu, for
    which it has no action."""
    def place():
        area = node.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        return area if area.x >= 0 and area.y >= 0 else None
    area = wait_for("a place on the screen", place)
    xdotool("mousemove", area.x + area.width // 2, area.y + area.height // 2, "click", button)


def focus(node):
    """Moves the keyboard's focus."""
    def has_focus():
        node.get_component_iface().grab_focus()
        return node.get_state_set().contains(Atspi.StateType.FOCUSED)
    wait_for("the focus", has_focus)


def press_f1():
    """Presses F1 where the focus is."""
    # By its code: for the name, the xdotool of Debian testing presses Alt, too.
    xdotool("key", 67)


def dialog(title=""):
    """The plug-in's dialog, as soon as it is open."""
    return wait_for(f"the dialog {title}", lambda: find(
        applications().get(PLUG_IN), "dialog", lambda name: title in name if title else bool(name)))


def plug_in_runs():
    """Asked of the system: a plug-in that works does not answer through the accessibility tree, and
    one that is asked for its windows while it ends may not get to its end."""
    return bool(running_plug_ins(os.getppid()))


def dialog_closed():
    wait_for("the end of the plug-in", lambda: not plug_in_runs())


def reset(node):
    """Sets all controls of a dialog to their defaults."""
    press(node, "Reset")
    click(wait_for("the reset menu", lambda: find(
        applications().get(PLUG_IN), "button", lambda text: "Factory" in text)))


def cancel_dialog():
    """Closes the plug-in's dialog, if it is open."""
    node = find(applications().get(PLUG_IN), "dialog", bool)
    if node is not None:
        press(node, "Cancel")
        dialog_closed()


def set_number(parent, value):
    spin = wait_for("the number", lambda: find(parent, "spin button", lambda _: True))
    spin.get_value_iface().set_current_value(value)


def number(parent):
    return find(parent, "spin button", lambda _: True).get_value_iface().get_current_value()


def find_all(node, role, matches=lambda _: True, is_seen=True):
    """All nodes below `node` with that role whose name fits and, if asked for, that can be seen."""
    found = []
    try:
        if node.get_role_name() == role and matches(node.get_name()):
            if not is_seen or node.get_state_set().contains(Atspi.StateType.VISIBLE):
                found.append(node)
        for child in children(node):
            found += find_all(child, role, matches, is_seen)
    except (AttributeError, GLib.Error):
        pass  # The window has changed in the meantime.
    return found


def swatches(parent):
    """The rows of the list of colors: `#8a4b2f, 38.2 %`."""
    return find_all(find(parent, "list box", lambda name: name == "Colors"), "list item")


def locks(parent, closed):
    """The locks of those rows that are closed, or open."""
    found = find_all(parent, "toggle button", lambda name: name.startswith("Lock #"))
    return [lock for lock in found
            if lock.get_state_set().contains(Atspi.StateType.CHECKED) == closed]


def set_text(parent, text):
    find(parent, "text", lambda _: True).get_editable_text_iface().set_text_contents(text)


def open_more(parent, page):
    """Shows a page of what is under More, which can be open already."""
    more = wait_for("More", lambda: find(parent, "toggle button", lambda name: name == "More"))
    if not more.get_state_set().contains(Atspi.StateType.EXPANDED):
        click(more)
    show_page(parent, page)


def show_page(parent, page):
    tabs = wait_for("the pages", lambda: find(parent, "page tab list", lambda _: True))
    names = [tab.get_name() for tab in children(tabs)]
    tabs.get_selection_iface().select_child(names.index(page))


def control(parent, role, label):
    """The control beside a label, or with that text."""
    def search():
        for node in find_all(parent, role):
            labels = [relation.get_target(0).get_name() for relation in node.get_relation_set()
                      if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY]
            if label in (node.get_name(), *labels):
                return node
        return None
    return wait_for(f"the {role} {label}", search)


def choose(parent, label, entry_number, text):
    """Chooses an entry of a combo box or, in newer GIMPs, a radio button."""
    button = find(parent, "radio button", lambda name: name == text)
    if button is not None:
        click(button)
    else:
        control(parent, "combo box", label).get_selection_iface().select_child(entry_number)


def choose_unit(parent, label, unit):
    """Chooses the unit beside a length."""
    node = control(parent, "spin button", label)
    while True:
        node = node.get_parent()
        box = find(node, "combo box", lambda _: True)
        if box is not None:
            break
    names = [item.get_name() for item in find_all(box, "menu item", is_seen=False)]
    box.get_selection_iface().select_child(names.index(unit))


def press(parent, label):
    """Presses a button as soon as that is possible."""
    def button():
        node = find(parent, "button", lambda text: text == label)
        return node if node is not None and is_enabled(node) else None
    click(wait_for(f"the button {label}", button))
