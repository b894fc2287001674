// Runs a compiled main module, as the executables in `bin` do where there is source to build.
import { runMain } from './run-main.mjs';

const [main, ...argv] = process.argv.slice(2);
await runMain(() => import(new URL(main, import.meta.url).href), argv);
