const AFTER = {
  Enter: (shift) => [shift ? -1 : 1, 0],
  Tab: (shift) => [0, shift ? -1 : 1],
};
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** The text field inside a cell, made for one controller. */
export function editorFor(controller) {
  return class CellEditor {
    init(params) {
      const { row } = params.data;
      const { column } = params.colDef.context;
      this.place = { row, column };
      this.typed = params.eventKey?.length === 1 ? params.eventKey : null;
      this.input = Object.assign(document.createElement("textarea"), { className: "cell-editor", rows: 1 });
      this.input.dataset.testid = "cell-editor";
      this.input.value = this.typed ?? controller.raw(row, column);
      this.input.addEventListener("keydown", (event) => this.keydown(event));
      this.input.addEventListener("input", () => this.changed());
      this.input.addEventListener("blur", () => this.finish([0, 0]));
      controller.show(this.input.value);
    }

    getGui() {
      return this.input;
    }

    afterGuiAttached() {
      this.input.focus();
      this.grow();
      this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    }

    changed() {
      this.grow();
      controller.show(this.input.value);
    }

    grow() {
      this.input.style.height = "0";
      this.input.style.height = `${this.input.scrollHeight}px`;
    }

    getValue() {
      return null;
    }

    isCancelAfterEnd() {
      return true;
    }

    keydown(event) {
      event.stopPropagation();
      if (event.key === "Enter" && (event.altKey || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.input.setRangeText("\n", this.input.selectionStart, this.input.selectionEnd, "end");
        this.changed();
        return;
      }
      const arrow = this.typed === null ? null : ARROWS[event.key];
      const step = AFTER[event.key]?.(event.shiftKey) ?? arrow;
      if (event.key === "Escape") this.finish(null);
      else if (step && !event.isComposing) this.finish(step);
      else return;
      event.preventDefault();
    }

    /** Enter the text and move on by `step`; null gives the edit up. */
    finish(step) {
      if (this.isFinished) return;
      this.isFinished = true;
      const hadFocus = document.activeElement === this.input;
      controller.endEdit(hadFocus);
      if (step) controller.enter(this.place, [[this.input.value]]);
      if (step && hadFocus) controller.move(...step);
      controller.showActive();
    }
  };
}
