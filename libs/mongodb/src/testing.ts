export { CutProxy } from './testing/cut-proxy.js';
