; SPDX-License-Identifier: GPL-3.0-or-later
; What a package is tried with: the commands on a picture in the current folder.
(let* ((image  (car (gimp-file-load RUN-NONINTERACTIVE "kingfisher.jpg")))
       (layers (car (gimp-image-get-selected-layers image))))
  (plug-in-color-clusters-palette #:run-mode RUN-NONINTERACTIVE #:image image #:drawables layers
    #:colors 5 #:palette-name "Tried")
  (plug-in-color-clusters-posterize #:run-mode RUN-NONINTERACTIVE #:image image #:drawables layers
    #:colors 5)
  (plug-in-color-clusters-separate #:run-mode RUN-NONINTERACTIVE #:image image #:drawables layers
    #:colors 3)
  (plug-in-color-clusters-paint-by-numbers #:run-mode RUN-NONINTERACTIVE #:image image
    #:drawables layers #:colors 5)
  (gimp-file-save RUN-NONINTERACTIVE image "posterized.xcf")
  (gimp-image-delete image))
