import { onStopSignal } from '@gatehouse/terminal';

/** Resolves at the first SIGINT or SIGTERM, or when the parent that forked this process goes away. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('disconnect', stop);
      // An open channel to the parent would keep the process alive.
      if (process.connected) process.disconnect();
      resolve();
    };
    onStopSignal(stop);
    process.on('disconnect', stop);
  });
}
