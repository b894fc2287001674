// Gives Nx the targets that every project has, once for all of them. What each reads and writes stands in `nx.json`.
import path from 'node:path';

const JEST = 'node --experimental-vm-modules --no-warnings node_modules/jest/bin/jest.js --passWithNoTests';
const TARGETS = {
  build: {
    command: 'node tools/workspace/build.mjs {projectRoot}',
    metadata: { description: 'Transpiles `src` to `dist`.' },
  },
  typecheck: {
    command: 'node tools/workspace/typecheck.mjs {projectRoot}',
    metadata: { description: 'Checks the types of what stands in this project.' },
  },
  lint: {
    command: 'eslint {projectRoot}',
    metadata: { description: 'Lints, with the boundaries of layers.' },
  },
  test: { command: `${JEST} {projectRoot}/src/`, metadata: { description: 'Runs the specs from source.' } },
};

/** What Nx calls for the workspaces that it finds. */
export const createNodes = [
  '{apps,libs,tools}/*/package.json',
  (files) =>
    files.map((file) => {
      const root = path.dirname(file);
      return [file, { projects: { [root]: { root, targets: { ...TARGETS } } } }];
    }),
];
