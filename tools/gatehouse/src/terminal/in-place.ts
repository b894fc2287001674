/**
 * A text in which each printed command names the data directory that this one was given: pasted as it stands it must not
 * go to another one.
 *
 * @param dataDir undefined where none was given: then the printed commands find the same data as this one.
 */
export function inPlace(text: string, dataDir: string | undefined): string {
  if (dataDir === undefined) return text;
  const option = ` --data-dir ${/^[\w./~-]+$/.test(dataDir) ? dataDir : `'${dataDir.replaceAll("'", "'\\''")}'`}`;
  return text.replace(
    /npx gatehouse [a-z-]+ [a-z-]+(?= --(?!data-dir))/g,
    (command) => `${command}${option}`,
  );
}
