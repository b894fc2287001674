/** What a command talks to: data go out, messages stand beside them. */
export interface Terminal {
  /** Writes data; resolves when the reader has taken them. @throws OutputClosed */
  out(text: string): Promise<void>;
  /** A message for whoever runs the command, one line or more, without the line end. */
  note(message: string): void;
  /** Characters in a line, for help texts. */
  readonly width: number;
  now(): Date;
}

/** Nobody reads the output any more: no failure, only the end of the work. */
export class OutputClosed extends Error {
  readonly code = 'OUTPUT_CLOSED';
  constructor() {
    super('The reader of the output has closed it.');
    this.name = 'OutputClosed';
  }
}
