// Runs a compiled main module, as the executables in `bin` do where there is source to build.
const [main, ...argv] = process.argv.slice(2);
const module = await import(new URL(main, import.meta.url).href);
process.exitCode = await module.main(argv);
