/** What was measured did not do its work, so there is no figure. Exit code 1. */
export class BenchError extends Error {
  constructor(
    readonly code: 'PROCESS_FAILED' | 'PROCESS_NOT_MEASURED' | 'RESULTS_DIFFER',
    message: string,
  ) {
    super(message);
    this.name = 'BenchError';
  }
}
