export { addressOf, parseAddress, rangeName } from "./addresses.js";
export { Controller } from "./controller.js";
