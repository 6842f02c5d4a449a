// What the pages with a picture and charts have in common: `picture`, `charts` and `view` are theirs.

export class PicturePage {
  /** Draws the reference, if it is another one or is to be seen in another way. */
  showReference(reference) {
    if (reference && (reference !== this.reference || this.view.now.reference !== this.mode)) {
      this.reference = reference;
      this.mode = this.view.now.reference;
      this.picture.setReference(reference, this.mode);
    }
  }

  looked(view) {
    this.picture.look(view.axes, view.camera);
  }

  /** Colours have changed. */
  redraw() {
    this.mode = undefined;
    this.charts.redraw();
  }

  destroy() {
    this.charts.destroy();
    this.picture.destroy();
  }
}
