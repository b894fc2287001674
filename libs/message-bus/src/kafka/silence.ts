const TICKS = 10;
/** How soon others are asked for the first time, in ticks. */
const FIRST = TICKS / 2;

export interface SilenceOptions {
  /** For so long others are answered while nothing is heard. */
  limitMs: number;
  /** Whether nobody need be heard now. */
  isExcused: () => boolean;
  /** Whether others are answered: where nobody is, silence says nothing of whoever hears nothing. */
  areOthersAnswered: () => Promise<boolean>;
  /** Called again when nothing is heard for as long once more. */
  onDeaf: () => void;
}

/**
 * Notices that nothing was heard though others were answered, at first and a while later. It counts ticks instead of
 * comparing times, so that a process that was stopped for long and goes on is not thought deaf.
 */
export class Silence {
  readonly #options: SilenceOptions;
  readonly #timer: NodeJS.Timeout;
  #ticks = 0;
  #isAsking = false;

  constructor(options: SilenceOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#tick(), options.limitMs / TICKS).unref();
  }

  /** Something was heard. */
  break(): void {
    this.#ticks = 0;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  async #tick(): Promise<void> {
    if (this.#isAsking) return;
    const { isExcused, areOthersAnswered, onDeaf } = this.#options;
    this.#ticks = isExcused() ? 0 : this.#ticks + 1;
    if (this.#ticks !== FIRST && this.#ticks !== FIRST + TICKS) return;
    this.#isAsking = true;
    if (!(await areOthersAnswered())) this.break();
    this.#isAsking = false;
    if (this.#ticks < FIRST + TICKS) return;
    this.break();
    onDeaf();
  }
}
