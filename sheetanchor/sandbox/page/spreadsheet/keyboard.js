const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const PAGE = 20;

/** One key pressed on the grid while nothing is edited; gives whether it meant something. */
export function pressed(controller, event) {
  const isCommand = event.ctrlKey || event.metaKey;
  if (ARROWS[event.key]) return arrow(controller, event, isCommand);
  if (isCommand) return command(controller, event);
  if (event.altKey) return false;
  const action = PLAIN[event.key];
  if (action) action(controller, event);
  else if (event.key.length === 1) controller.edit(event.key);
  else return false;
  return true;
}

const PLAIN = {
  Enter: (controller, event) => (event.shiftKey ? controller.move(-1, 0) : controller.edit()),
  F2: (controller) => controller.edit(),
  Tab: (controller, event) => controller.move(0, event.shiftKey ? -1 : 1),
  Delete: (controller) => controller.clearArea(),
  Backspace: (controller) => controller.clearArea(),
  Escape: (controller) => controller.closeMenu(),
  Home: (controller) => controller.goTo({ row: controller.selection.active.row, column: 0 }),
  End: (controller) => controller.goTo({ row: controller.selection.active.row, column: controller.size.columns - 1 }),
  PageUp: (controller) => controller.move(-PAGE, 0),
  PageDown: (controller) => controller.move(PAGE, 0),
};

function arrow(controller, event, isCommand) {
  const [down, right] = ARROWS[event.key];
  if (isCommand) controller.jump(down, right, event.shiftKey);
  else if (event.shiftKey) controller.stretch(down, right);
  else controller.move(down, right);
  return true;
}

function command(controller, event) {
  if (event.key === "Home") controller.goTo({ row: 0, column: 0 });
  else if (event.key.toLowerCase() === "a") controller.selectAll();
  else return false;
  return true;
}
