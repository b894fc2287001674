/** What stands below every command's help. */
export const EXIT_CODES = `
Exit codes:
  0  done (also when there was nothing to print)
  1  an engine that does not answer, or anything unexpected; the message says what
  2  wrong usage: an unknown add-on, kind or option, a school that is not known; or a word that is refused, and why
  3  wrong configuration: no data directory, one of another format, a missing key or variable, or a user
     whom an engine refuses`;

/** Examples as commander's help shows them: what to type, and what comes of it. */
export function examples(...lines: [command: string, says: string][]): string {
  const shown = lines.map(([command, says]) => `  # ${says}\n  $ npx gatehouse ${command}`);
  return `\nExamples:\n${shown.join('\n')}\n${EXIT_CODES}`;
}
