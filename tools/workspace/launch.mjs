// What the executables share: build what is out of date, saying so on standard error, then run main, bundled or compiled.
import './check-node.mjs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { bundled } from './bundle.mjs';
import { runMain } from './run-main.mjs';

/** @param {string} main path of the compiled main module, which exports `main(argv)` giving the exit code. */
export async function launch(main) {
  await runMain(async () => {
    const began = performance.now();
    const { written, newest } = await build();
    const file = await bundled(path.resolve(main), newest);
    if (written > 0) {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      process.stderr.write(`Built ${written} files in ${seconds} s.\n`);
    }
    return import(pathToFileURL(file).href);
  }, process.argv.slice(2));
}
