export { main } from './main.js';
export { runScript } from './script/run-script.js';
