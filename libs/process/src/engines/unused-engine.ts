/** Stands for an engine that the service was not configured with, because it does not use it. */
export function unusedEngine<T extends object>(what: string): T {
  return new Proxy({} as T, {
    get(_, property) {
      // Asked by whoever awaits or prints what holds this.
      if (typeof property === 'symbol' || property === 'then') return undefined;
      throw new Error(
        `This service was started without the ${what}, and used them all the same (${property}).`,
      );
    },
  });
}
