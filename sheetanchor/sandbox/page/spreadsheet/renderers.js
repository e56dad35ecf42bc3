import { addressOf, columnLetters } from "./addresses.js";
import { contains } from "./selection.js";

/** What AG Grid draws with, made for one controller; `live` holds all that is drawn at the moment. */
export function renderersFor(controller, live) {
  class Drawn {
    init(params) {
      this.params = params;
      this.element = document.createElement("span");
      live.add(this);
      this.paint();
    }

    getGui() {
      return this.element;
    }

    refresh(params) {
      this.params = params;
      this.paint();
      return true;
    }

    destroy() {
      live.delete(this);
    }
  }

  class CellView extends Drawn {
    get row() {
      return this.params.data.row;
    }

    get column() {
      return this.params.colDef.context.column;
    }

    paint() {
      const { row, column } = this;
      const cell = controller.cell(row, column);
      const box = this.params.eGridCell;
      box.dataset.testid = `cell-${addressOf({ row, column })}`;
      this.element.textContent = cell?.text ?? "";
      this.element.className = cell?.wrap || cell?.text.includes("\n") ? "cell-text cell-lines" : "cell-text";
      drawLook(box, cell);
      const area = controller.area();
      const { active } = controller.selection;
      const isActive = active.row === row && active.column === column;
      box.classList.toggle("cell-active", isActive);
      box.classList.toggle("cell-selected", !isActive && contains(area, row, column));
    }

    calm() {
      this.params.eGridCell.classList.remove("flash-api", "flash-person");
    }

    flash(name) {
      const box = this.params.eGridCell;
      this.calm();
      void box.offsetWidth; // starts the animation anew
      box.classList.add(name);
    }
  }

  class RowHead extends Drawn {
    paint() {
      const { row } = this.params.data;
      const area = controller.area();
      this.element.textContent = String(row + 1);
      this.params.eGridCell.dataset.testid = `row-${row + 1}`;
      this.params.eGridCell.classList.toggle("head-selected", area.top <= row && row < area.bottom);
    }
  }

  class ColumnHead extends Drawn {
    init(params) {
      super.init(params);
      this.element.className = "column-head";
      this.element.addEventListener("mousedown", (event) => this.press(event));
      this.element.addEventListener("contextmenu", (event) => controller.openMenu(event, "columns"));
    }

    get column() {
      return this.params.column.getColDef().context.column;
    }

    press(event) {
      controller.pressHead("columns", this.column, event);
    }

    paint() {
      const area = controller.area();
      const { column } = this;
      this.element.textContent = columnLetters(column);
      this.element.dataset.testid = `column-${columnLetters(column)}`;
      this.element.classList.toggle("head-selected", area.left <= column && column < area.right);
    }
  }

  return { CellView, RowHead, ColumnHead };
}

function drawLook(box, cell) {
  const lines = [cell?.underline && "underline", cell?.strikethrough && "line-through"].filter(Boolean);
  Object.assign(box.style, {
    background: cell?.background === "rgb(255, 255, 255)" ? "" : (cell?.background ?? ""),
    color: cell?.color ?? "",
    fontWeight: cell?.bold ? "700" : "",
    fontStyle: cell?.italic ? "italic" : "",
    textDecoration: lines.join(" "),
    justifyContent: { right: "flex-end", center: "center" }[cell?.align] ?? "",
  });
  box.classList.toggle("has-note", Boolean(cell?.note));
  box.title = cell?.note ?? "";
}
