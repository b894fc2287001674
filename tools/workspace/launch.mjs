// What the two executables share: build what is out of date, saying so on standard error, then run the compiled main.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';

/** @param {string} main path of the compiled main module, which exports `main(argv)` giving the exit code. */
export async function launch(main) {
  const began = performance.now();
  const written = await build();
  if (written > 0) {
    process.stderr.write(`Built ${written} files in ${((performance.now() - began) / 1000).toFixed(1)} s.\n`);
  }
  const module = await import(pathToFileURL(path.resolve(main)).href);
  process.exitCode = await module.main(process.argv.slice(2));
}
