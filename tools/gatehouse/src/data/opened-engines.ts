interface Closable {
  close(): Promise<void>;
}

/** Engines that are opened once each, and closed together, the last opened first. */
export class OpenedEngines {
  readonly #opened = new Map<string, Promise<Closable>>();

  open<E extends Closable>(name: string, opening: () => Promise<E> | E): Promise<E> {
    const engine = (this.#opened.get(name) as Promise<E> | undefined) ?? Promise.resolve().then(opening);
    this.#opened.set(name, engine);
    return engine;
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled([...this.#opened.values()].reverse());
    for (const engine of opened) if (engine.status === 'fulfilled') await engine.value.close();
  }
}
