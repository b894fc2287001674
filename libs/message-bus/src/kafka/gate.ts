/** Shut at first; who waits goes on when it opens. */
export class Gate {
  #passing!: Promise<void>;
  #open!: () => void;
  #isOpen = true;

  constructor() {
    this.shut();
  }

  shut(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#passing = new Promise((resolve) => (this.#open = resolve));
  }

  open(): void {
    this.#isOpen = true;
    this.#open();
  }

  /** Resolves at once when it is open. */
  passed(): Promise<void> {
    return this.#passing;
  }
}
