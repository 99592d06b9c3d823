# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers of every kind, and what has to come out of them.

`cases()` combines the properties below so that every two values of different properties that can
occur together do so in some case; the same cases on every machine. What a layer shows is read from
GIMP as bytes; everything after that is calculated here with numpy, from the definitions of the
formats, profiles and color spaces, and shares no code with the plug-in.
"""

import numpy as np
from gi.repository import Gimp

import harness
from layer_encodings import Encoding, color_profile, encoding_of

PROPERTIES = {
    "precision": [f"{kind}-{trc}" for kind in ("u8", "u16", "u32", "half", "float", "double")
                  for trc in ("non-linear", "linear", "perceptual")],
    "kind": ["rgb", "rgba", "gray", "graya", "indexed", "indexeda"],
    "structure": ["plain", "nested", "group", "floating", "under floating"],
    "size": ["ordinary", "1x1", "1xn", "nx1", "30000x2"],
    "state": ["plain", "content locked", "position locked", "alpha locked", "invisible"],
    "selection": ["none", "rectangle", "feathered", "empty", "outside"],
    "filters": ["none", "colors", "larger", "hidden"],
    "profile": ["srgb", "p3", "wide"],
    "place": ["inside", "beyond", "beside"],
    "mask": ["none", "applied", "disabled"],
    "color_space": ["srgb", "oklab", "cielab"],
}


def possible(case):
    """Whether there can be such a layer in GIMP; `case` may have only some of the properties."""
    def has(name, *values):
        return case.get(name, values[0]) in values

    if case.get("kind", "").startswith("indexed"):
        if not (has("precision", "u8-non-linear") and has("profile", "srgb")
                and has("filters", "none") and has("structure", "plain", "floating",
                                                   "under floating")):
            return False
    if case.get("filters") == "larger":
        # Locks, masks and the edge of the canvas keep a layer from growing, each in its own way.
        if not (has("state", "plain", "invisible") and has("mask", "none", "disabled")
                and has("place", "inside")):
            return False
    if "floating" in case.get("structure", ""):
        # What floats is a layer like others: a few precisions are enough for what is special of it.
        return (has("precision", "u8-non-linear", "u16-linear", "float-linear")
                and has("selection", "none") and has("mask", "none") and has("filters", "none")
                and has("state", "plain") and has("size", "ordinary") and has("place", "inside"))
    return True


def cases():
    """Cases in which all possible pairs of values occur, as dictionaries."""
    names = list(PROPERTIES)
    missing = {((a, x), (b, y))
               for i, a in enumerate(names) for b in names[i + 1:]
               for x in PROPERTIES[a] for y in PROPERTIES[b] if possible({a: x, b: y})}
    found = []
    while missing:
        case = dict(min(missing))
        for name in names:
            if name not in case:
                values = [v for v in PROPERTIES[name] if possible(case | {name: v})]
                # Rotated, so that ties do not always go to the first.
                turn = len(found) % len(values)
                case[name] = max(values[turn:] + values[:turn], key=lambda v, name=name: len(
                    missing & pairs_of(case | {name: v}, names)))
        missing -= pairs_of(case, names)
        found.append({name: case[name] for name in names})
    return found


def pairs_of(case, names):
    known = [(name, case[name]) for name in names if name in case]
    return {(a, b) for i, a in enumerate(known) for b in known[i + 1:]}


def describe(number, case):
    words = [value for value in case.values() if value not in ("none", "plain")]
    return f"{number:03} " + ", ".join(words)


def add_tests(test_case):
    """Gives the class a test for each case, which calls its method `check`."""
    for number, case in enumerate(cases()):
        def test(self, number=number, case=case):
            self.check(number, case)
        setattr(test_case, f"test_{describe(number, case)}", test)


SIZES = {"ordinary": (40, 30), "1x1": (1, 1), "1xn": (1, 250), "nx1": (250, 1),
         "30000x2": (30000, 2)}
INKS = np.array([[0.85, 0.20, 0.15], [0.15, 0.75, 0.30], [0.20, 0.25, 0.90],
                 [0.95, 0.90, 0.35], [0.50, 0.52, 0.48], [0.90, 0.35, 0.80]])
GRAY_INKS = np.array([[0.15], [0.30], [0.45], [0.60], [0.75], [0.92]])


def content(case, number, encoding):
    """Pixels in six inks with a little noise, alpha from 0 to 1; values as they are stored."""
    width, height = SIZES[case["size"]]
    x, y = np.arange(width)[None, :], np.arange(height)[:, None]
    inks = GRAY_INKS if encoding.gray else INKS.copy()
    if case["color_space"] == "srgb" and not np.issubdtype(encoding.dtype, np.integer):
        inks = inks.copy()
        inks[0] = inks[0] * 1.5 - (0 if encoding.gray else [0, 0, 0.3])  # beyond 0 … 1
    values = inks[(x // 3 + y // 2 + number) % len(inks)]
    if not case["kind"].startswith("indexed"):
        values = values * (1 + 0.02 * np.random.RandomState(number).uniform(-1, 1, values.shape))
    if encoding.alpha:
        levels = np.array([0.0, 0.25, 1.0, 1.0, 0.6, 1.0, 1.0]) if width * height > 1 else [0.6]
        alpha = np.asarray(levels)[(x + y) % len(levels)]
        values = np.concatenate([values, alpha[..., None]], axis=2)
    return encoding.encode(values)


class Scene:
    """An image with the layer of a case."""

    def __init__(self, test, case, number):
        self.case, self.number = case, number
        self.width, self.height = SIZES[case["size"]]
        self.canvas = (self.width + 24, self.height + 18)
        self.offset = {"inside": (8, 6), "beyond": (-(self.width // 2), self.canvas[1] - 1),
                       "beside": (self.canvas[0] + 5, 4)}[case["place"]]
        self.shadow = ((6.0, 4.0), (-6.0, -4.0))[number % 2]
        self.image = self.make_image(test)
        self.layer = self.make_layer(test)
        self.add_profile()
        self.add_mask()
        self.set_state()
        self.select()
        self.add_filters()
        self.float_selection()
        self.image.clean_all()

    def make_image(self, test):
        base = Gimp.ImageBaseType.GRAY if "gray" in self.case["kind"] else Gimp.ImageBaseType.RGB
        precision = next(value for value in Gimp.Precision.__enum_values__.values()
                         if value.value_nick == self.case["precision"])
        return test.new_image(*self.canvas, base, precision)

    def make_layer(self, test):
        kind = {"rgb": Gimp.ImageType.RGB_IMAGE, "rgba": Gimp.ImageType.RGBA_IMAGE,
                "gray": Gimp.ImageType.GRAY_IMAGE, "graya": Gimp.ImageType.GRAYA_IMAGE,
                }[self.case["kind"].replace("indexed", "rgb")]
        test.new_layer(self.image, *self.canvas, kind, "below")
        parent = None
        if self.case["structure"] in ("nested", "group"):
            parent = Gimp.GroupLayer.new(self.image, "group")
            self.image.insert_layer(parent, None, 0)
        layer = test.new_layer(self.image, self.width, self.height, kind, "layer", parent)
        layer.set_offsets(*self.offset)
        encoding = encoding_of(layer, self.case)
        harness.write(layer, content(self.case, self.number, encoding), encoding.format())
        if self.case["kind"].startswith("indexed"):
            self.image.convert_indexed(Gimp.ConvertDitherType.NONE, Gimp.ConvertPaletteType.GENERATE,
                                       16, False, False, "")
        return parent if self.case["structure"] == "group" else layer

    def add_profile(self):
        # The numbers stay, they get another meaning.
        profile = color_profile(self.case)
        if profile is not None:
            self.image.set_color_profile(profile)

    def add_mask(self):
        if self.case["mask"] == "none":
            return
        mask = self.layer.create_mask(Gimp.AddMaskType.WHITE)
        self.layer.add_mask(mask)
        columns = (0.2 + 0.8 * ((np.arange(mask.get_width()) // 5) % 5) / 4).astype(np.float32)
        harness.write(mask, np.tile(columns, mask.get_height()).tobytes(), "Y float")
        self.layer.set_apply_mask(self.case["mask"] == "applied")

    def set_state(self):
        state = self.case["state"]
        if state == "content locked":
            self.layer.set_lock_content(True)
        elif state == "position locked":
            self.layer.set_lock_position(True)
        elif state == "alpha locked":
            self.layer.set_lock_alpha(True)
        elif state == "invisible":
            self.layer.set_visible(False)

    def shown_part(self):
        """What the canvas shows of the layer: x, y, width, height."""
        x, y = (max(v, 0) for v in self.offset)
        return (x, y, min(self.offset[0] + self.width, self.canvas[0]) - x,
                min(self.offset[1] + self.height, self.canvas[1]) - y)

    def select(self):
        kind = self.case["selection"]
        if kind in ("rectangle", "feathered"):
            x, y, width, height = self.shown_part()
            if width <= 0 or height <= 0:
                x, y, width, height = 0, 0, 10, 10
            self.image.select_rectangle(Gimp.ChannelOps.REPLACE, x, y, max(1, width * 2 // 3),
                                        max(1, height * 3 // 4))
            if kind == "feathered":
                Gimp.Selection.feather(self.image, 6.0)
        elif kind == "empty":
            self.image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 20, 10)
            self.image.select_rectangle(Gimp.ChannelOps.SUBTRACT, 0, 0, 30, 30)
        elif kind == "outside":
            self.image.select_rectangle(Gimp.ChannelOps.REPLACE, self.canvas[0] - 3, 0, 3, 3)

    def add_filters(self):
        kind = self.case["filters"]
        if kind == "none":
            return
        if kind == "larger":
            added = Gimp.DrawableFilter.new(self.layer, "gegl:dropshadow", "shadow")
            for name, value in (("x", self.shadow[0]), ("y", self.shadow[1]), ("radius", 0.0),
                                ("opacity", 1.0)):
                added.get_config().set_property(name, value)
            self.layer.append_filter(added)
        else:
            added = Gimp.DrawableFilter.new(self.layer, "gegl:invert-gamma", "invert")
            self.layer.append_filter(added)
            added.set_visible(kind == "colors")

    def float_selection(self):
        if "floating" not in self.case["structure"]:
            return
        self.image.select_rectangle(Gimp.ChannelOps.REPLACE, 10, 8, 20, 15)
        floating = Gimp.Selection.float(self.image, [self.layer], 0, 0)
        if self.case["structure"] == "floating":
            self.layer = floating

    def shown(self):
        """What the layer shows, as read from GIMP."""
        if self.case["filters"] == "none":
            return Shown(self, self.layer)
        copy = self.image.duplicate()
        try:
            layer = next(layer for layer in all_layers(copy)
                         if layer.get_name() == self.layer.get_name())
            if self.case["filters"] == "larger":
                layer = self.shown_alone(copy, layer)
            elif layer.is_group():
                layer = layer.merge()
            else:
                layer.merge_filters()
            return Shown(self, layer)
        finally:
            copy.delete()

    def shown_alone(self, image, layer):
        """A layer with what `image`, a copy, shows of `layer`; merging displaces it in GIMP 3.0."""
        image.remove_layer(next(l for l in image.get_layers() if l.get_name() == "below"))
        layer.set_visible(True)
        if layer.get_mask() is not None:
            layer.set_apply_mask(False)
        dx, dy = (int(v) for v in self.shadow)
        left, top = min(dx, 0), min(dy, 0)
        image.resize(self.width + abs(dx), self.height + abs(dy), -(self.offset[0] + left),
                     -(self.offset[1] + top))
        visible = Gimp.Layer.new_from_visible(image, image, "visible")
        image.insert_layer(visible, None, 0)
        opaque = np.frombuffer(harness.read(visible, "R'G'B'A float"), np.float32)
        rows, columns = np.nonzero(opaque.reshape(image.get_height(), -1, 4)[:, :, 3])
        # No more than is needed for what is there and for the layer itself.
        x1, y1 = min(columns.min(), -left), min(rows.min(), -top)
        x2, y2 = (max(columns.max() + 1, self.width - left), max(rows.max() + 1, self.height - top))
        visible.resize(x2 - x1, y2 - y1, -x1, -y1)
        visible.set_offsets(self.offset[0] + left + x1, self.offset[1] + top + y1)
        return visible


def all_layers(image):
    found = []
    waiting = image.get_layers()
    while waiting:
        layer = waiting.pop()
        found.append(layer)
        if layer.is_group():
            waiting += layer.get_children()
    return found


class Shown:
    """The pixels of a layer, what they weigh and how far they are selected."""

    def __init__(self, scene, layer):
        case = scene.case
        self.place = (*tuple(layer.get_offsets())[1:], layer.get_width(), layer.get_height())
        self.encoding = encoding_of(layer, case)
        if case["kind"].startswith("indexed"):
            self.encoding = Encoding(np.uint8, "non-linear", False, True, "srgb")
            self.data = harness.read(layer, "R'G'B'A u8")
        else:
            self.data = harness.read(layer, None)
        self.colors, self.alpha = self.encoding.split(self.data)
        self.stored = self.colors / self.encoding.full
        self.selection = self.read_selection(scene.image)
        self.mask = self.read_mask(scene.layer)

    def read_selection(self, image):
        """0 … 1 for each pixel, or None when there is no selection."""
        if Gimp.Selection.is_empty(image):
            return None
        x, y, width, height = self.place
        selection = image.get_selection()
        whole = np.frombuffer(harness.read(selection, "Y float"), np.float32)
        whole = whole.reshape(selection.get_height(), selection.get_width())
        result = np.zeros((height, width))
        left, top = max(x, 0), max(y, 0)
        right, bottom = min(x + width, whole.shape[1]), min(y + height, whole.shape[0])
        if left < right and top < bottom:
            result[top - y:bottom - y, left - x:right - x] = whole[top:bottom, left:right]
        return result.ravel()

    def read_mask(self, layer):
        """That of the layer, which hides what filters add beyond it."""
        mask = layer.get_mask()
        if mask is None or not layer.get_apply_mask():
            return None
        x, y, width, height = self.place
        _, mask_x, mask_y = layer.get_offsets()
        result = np.zeros((height, width), np.float32)
        values = np.frombuffer(harness.read(mask, "Y float"), np.float32)
        result[mask_y - y:mask_y - y + mask.get_height(),
               mask_x - x:mask_x - x + mask.get_width()] = values.reshape(mask.get_height(), -1)
        return result.ravel()

    @property
    def weights(self):
        weights = np.ones(len(self.colors))
        if self.encoding.alpha:
            weights = weights * (self.alpha[:, 0] / self.encoding.full)
        for part in (self.selection, self.mask):
            if part is not None:
                weights = weights * part
        return weights
