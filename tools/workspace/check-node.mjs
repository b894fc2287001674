// Imported first by every executable, for what it says; what it says is tested as a function.

/** On these the tests pass: for each major version the first minor one. Others are not tried. */
export const SUPPORTED = new Map([
  [20, 19],
  [22, 12],
  [24, 0],
  [26, 0],
]);
const NAMES = [...SUPPORTED].map(([major, minor]) => (minor > 0 ? `${major}.${minor}` : `${major}`));
const LIST = `${NAMES.slice(0, -1).join(', ')} or ${NAMES.at(-1)}`;

/**
 * What is to be said of a version of Node.js: nothing, that it is too old, or that nobody has tried it.
 *
 * @param {string} version as `process.versions.node` gives it.
 * @returns {{ isTooOld: boolean, words: string } | undefined}
 */
export function wordsOnNode(version) {
  const [major, minor] = version.split('.').map(Number);
  const least = SUPPORTED.get(major);
  if (least !== undefined && minor >= least) return undefined;
  const isTooOld = major < 20 || least !== undefined;
  const what = `Gatehouse runs on Node.js ${LIST}, and this is ${version}.`;
  return {
    isTooOld,
    words: `${what} ${isTooOld ? 'Install one of them, and start again.' : 'It was not tried on this one.'}`,
  };
}

const said = wordsOnNode(process.versions.node);
if (said) process.stderr.write(`${said.words}\n`);
// As for every other configuration that cannot be used.
if (said?.isTooOld) process.exit(3);
