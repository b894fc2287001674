/** The configuration keeps the process from starting: one line for each problem, naming the variable. Exit code 3. */
export class ConfigurationError extends Error {
  readonly code = 'CONFIGURATION';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
  }
}
