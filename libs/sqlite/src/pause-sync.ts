/** Blocks the thread, for the few places where SQLite must be asked again and nothing else may run meanwhile. */
export function pauseSync(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
