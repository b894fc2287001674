/** Resolves at the first SIGINT or SIGTERM, or when the parent that forked this process goes away. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.off(signal, stop);
      // An open channel to the parent would keep the process alive.
      if (process.connected) process.disconnect();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, stop);
  });
}
