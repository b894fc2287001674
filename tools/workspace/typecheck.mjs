#!/usr/bin/env node
// Checks the types in one project: `node typecheck.mjs libs/policy`. It reads what the project imports from source, as
// `npm run typecheck` does for all at once, and says only what is wrong in the project itself.
import path from 'node:path';
import ts from 'typescript';
import { root } from './build.mjs';

const project = path.resolve(process.argv[2]);
const all = ts.getParsedCommandLineOfConfigFile(path.join(root, 'tsconfig.json'), undefined, {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
  },
});
const own = all.fileNames.filter((file) => file.startsWith(`${project}${path.sep}`));
const program = ts.createProgram(own, all.options);
const found = [
  ...program.getOptionsDiagnostics(),
  ...own.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file))),
];
const host = {
  getCanonicalFileName: (file) => file,
  getCurrentDirectory: () => root,
  getNewLine: () => '\n',
};
const unique = ts.sortAndDeduplicateDiagnostics([...all.errors, ...found]);
process.stderr.write(ts.formatDiagnostics(unique, host));
process.exitCode = unique.length > 0 ? 1 : 0;
