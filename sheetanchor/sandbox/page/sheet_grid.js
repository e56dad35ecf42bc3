import { Controller, parseAddress } from "sandbox-spreadsheet";
import * as AgGrid from "nicegui-aggrid";

AgGrid.ModuleRegistry.registerModules([AgGrid.AllCommunityModule]);

const ACTIONS = [
  { name: "insertRows", testid: "insert-row", icon: "add", label: "Row", places: ["rows", "cells"] },
  { name: "deleteRows", testid: "delete-row", icon: "remove", label: "Row", places: ["rows", "cells"] },
  { name: "insertColumns", testid: "insert-column", icon: "add", label: "Column", places: ["columns", "cells"] },
  { name: "deleteColumns", testid: "delete-column", icon: "remove", label: "Column", places: ["columns", "cells"] },
  { name: "sortAscending", testid: "sort-ascending", icon: "arrow_upward", label: "A–Z", places: ["columns", "cells"] },
  { name: "sortDescending", testid: "sort-descending", icon: "arrow_downward", label: "Z–A", places: ["columns", "cells"] },
];

const TITLES = {
  insertRows: (n) => (n === 1 ? "Insert 1 row above" : `Insert ${n} rows above`),
  deleteRows: (n) => (n === 1 ? "Delete row" : `Delete ${n} rows`),
  insertColumns: (n) => (n === 1 ? "Insert 1 column left" : `Insert ${n} columns left`),
  deleteColumns: (n) => (n === 1 ? "Delete column" : `Delete ${n} columns`),
  sortAscending: () => "Sort sheet A to Z",
  sortDescending: () => "Sort sheet Z to A",
};

export default {
  template: `
    <div class="spreadsheet" :data-pending="pending" :data-sheet="sheet" data-testid="spreadsheet">
      <div class="sheet-toolbar">
        <template v-for="(action, at) in actions" :key="action.name">
          <span v-if="at && at % 2 === 0" class="toolbar-rule"></span>
          <button class="tool" :data-testid="action.testid" :title="titleOf(action)" @click="restructure(action)">
            <i class="material-icons">{{ action.icon }}</i>{{ action.label }}
          </button>
        </template>
      </div>
      <div class="formula-bar">
        <input class="cell-address" data-testid="cell-address" ref="address" aria-label="Cell" v-model="address"
          @focus="$event.target.select()" @keydown.enter="goTo" spellcheck="false">
        <span class="formula-sign">fx</span>
        <textarea class="formula-input" data-testid="formula-input" ref="formula" aria-label="Content of the cell" v-model="formula"
          rows="1" @focus="startFormula" @keydown="formulaKey" @blur="commitFormula" spellcheck="false"></textarea>
      </div>
      <div class="sheet-grid" ref="grid" tabindex="0" data-testid="grid"></div>
      <div v-if="menu" class="grid-menu" :style="menuPlace" data-testid="grid-menu" @mousedown.stop>
        <button v-for="action in menuActions" :key="action.name" :data-testid="'menu-' + action.testid"
          @click="restructure(action)">
          <i class="material-icons">{{ action.icon }}</i>{{ titleOf(action) }}
        </button>
      </div>
    </div>
  `,
  data() {
    return { actions: ACTIONS, address: "A1", formula: "", menu: null, pending: 0, sheet: null };
  },
  computed: {
    menuActions() {
      return this.actions.filter((action) => action.places.includes(this.menu.place));
    },
    menuPlace() {
      const left = Math.min(this.menu.x, window.innerWidth - 220);
      const top = Math.min(this.menu.y, window.innerHeight - this.menuActions.length * 34 - 16);
      return { left: `${left}px`, top: `${top}px` };
    },
  },
  mounted() {
    this.controller = new Controller(this.$refs.grid, {
      fetch: (rows) => this.$emit("fetch", rows),
      enter: (block) => this.send("enter", block),
      formula: (text) => document.activeElement !== this.$refs.formula && (this.formula = text),
      address: (name) => document.activeElement !== this.$refs.address && (this.address = name),
      menu: (menu) => (this.menu = menu),
    });
    this.closeMenu = () => (this.menu = null);
    document.addEventListener("mousedown", this.closeMenu);
    this.$emit("ready");
  },
  unmounted() {
    document.removeEventListener("mousedown", this.closeMenu);
    this.controller.destroy();
  },
  methods: {
    open(shape) {
      this.controller.open(shape);
      this.sheet = shape.sheet;
    },
    changed(shape, changes) {
      this.controller.changed(shape, changes);
    },
    deliver(rows) {
      this.controller.deliver(rows);
    },
    settle() {
      this.pending -= 1;
    },
    send(event, content) {
      this.pending += 1;
      this.$emit(event, content);
    },
    titleOf(action) {
      return TITLES[action.name](this.countFor(action));
    },
    countFor(action) {
      void this.address; // a new selection has a new name
      if (!this.controller || action.name.startsWith("sort")) return 1;
      const area = this.controller.area();
      return action.name.endsWith("Rows") ? area.bottom - area.top : area.right - area.left;
    },
    restructure(action) {
      const area = this.controller.area();
      const at = action.name.endsWith("Rows") ? area.top : area.left;
      this.menu = null;
      this.send("restructure", { sheet: this.controller.sheet, action: action.name, at, count: this.countFor(action) });
      this.$refs.grid.focus();
    },
    goTo() {
      const cell = parseAddress(this.address);
      this.$refs.grid.focus();
      if (cell) this.controller.goTo(cell);
      else this.controller.showActive();
    },
    startFormula() {
      this.target = { ...this.controller.selection.active };
      this.before = this.formula;
    },
    formulaKey(event) {
      if (event.key === "Escape") this.formula = this.before;
      else if (event.key !== "Enter" || event.altKey || event.isComposing) return;
      event.preventDefault();
      this.commitFormula();
      this.$refs.grid.focus();
      if (event.key === "Enter") this.controller.move(1, 0);
    },
    commitFormula() {
      if (this.target && this.formula !== this.before) this.controller.enter(this.target, [[this.formula]]);
      this.target = null;
    },
  },
};
